import {subnetRule} from '../../network-rule.ts'

export const subnetRoutes = subnetRule({
  id: 'subnet-routes',
  title: 'Its subnet has no route table',
  page: {
    symptom: 'The pod of the connector ends at its start with unable to delegate subnet … since it references the route table.',
    cause: 'The provider refuses every subnet that has a route table.',
    fix: 'Use another subnet, or take the route table off if nothing on the subnet needs it.',
  },
  needs: [],
  preflight: true,
  check({network: {subnetId, subnetName}, subnet: {routeTableId}}) {
    if (routeTableId === undefined) return {verdict: 'ok', message: `${subnetName} has none`}
    return {
      verdict: 'problem',
      message: `The subnet ${subnetName} has the route table ${routeTableId}; the provider refuses it and ends at its start.`,
      remedy: `Use another subnet, or: az network vnet subnet update --ids ${subnetId} --remove routeTable`,
    }
  },
})
