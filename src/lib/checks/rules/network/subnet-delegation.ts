import {sameId} from '../../../azure/resources/ids.ts'
import type {Subnet} from '../../../azure/resources/virtual-networks.ts'
import {subnetWrite} from '../../facts/permissions.ts'
import {aciSubnetService, isAci, isAciSubnet} from '../../facts/subnet.ts'
import {assignRoleCommand} from '../azure-permissions.ts'
import {subnetRule} from './network-rule.ts'

export const subnetRoutes = subnetRule({
  id: 'subnet-routes',
  title: 'The subnet has no route table',
  page: {
    symptom: 'The pod of the connector crashes with `unable to delegate subnet … since it references the route table`.',
    cause: 'The provider rejects every subnet that has a route table.',
    fix: 'Use another subnet, or remove the route table if nothing on the subnet needs it.',
  },
  needs: [],
  preflight: true,
  check({network: {subnetId, subnetName}, subnet: {routeTableId}}) {
    if (routeTableId === undefined) return {verdict: 'ok', message: `${subnetName} has none`}
    return {
      verdict: 'problem',
      message: `The subnet ${subnetName} has the route table ${routeTableId}; the provider refuses it and stops.`,
      remedy: `Use another subnet, or: az network vnet subnet update --ids ${subnetId} --remove routeTable`,
    }
  },
})

export const subnetLinks = subnetRule({
  id: 'subnet-links',
  title: 'No other Azure service holds the subnet',
  page: {
    symptom: 'The pod of the connector crashes with `unable to delegate subnet … as it is used by other Azure resource`.',
    cause: 'The subnet has a service association link of another service, such as a web app or a database.',
    fix: 'Use a subnet for ACI only.',
  },
  needs: [],
  preflight: true,
  check({network: {subnetName}, subnet: {associationLinks}}) {
    const others = associationLinks.filter(type => !isAci(type))
    if (others.length === 0) return {verdict: 'ok', message: `${subnetName} has no link of another service`}
    return {
      verdict: 'problem',
      message: `The subnet ${subnetName} is held by ${others.join(', ')}; the provider refuses it and stops.`,
      remedy: 'Use a subnet that only ACI has.',
    }
  },
})

export const subnetDelegated = subnetRule({
  id: 'subnet-delegated',
  title: 'The subnet is delegated to ACI or can be',
  page: {
    symptom:
      'The pod of the connector crashes with `SubnetDelegationsCannotChangeWhenSubnetUsedByResource`, or pods fail because the subnet is not delegated.',
    cause:
      'Container groups need a subnet that is delegated to `Microsoft.ContainerInstance/containerGroups`. The provider delegates the subnet when it starts. Azure refuses this while other resources, such as the nodes of the cluster, use the subnet.',
    fix: 'Create a subnet for ACI only: `az network vnet subnet create` with `--delegations`.',
  },
  needs: ['cluster'],
  after: [subnetRoutes.id, subnetLinks.id],
  preflight: true,
  check({network: {subnetName}, subnet}, _, {cluster: {nodeSubnetIds}}) {
    if (isAciSubnet(subnet)) return {verdict: 'ok', message: `${subnetName} is delegated to ACI`}
    const isOfNodes = nodeSubnetIds.some(id => sameId(id, subnet.id))
    const reasons = [...(isOfNodes ? ['nodes of the cluster are on it'] : []), ...hindrances(subnet)]
    if (reasons.length === 0)
      return {verdict: 'ok', message: `${subnetName} is not delegated to ACI yet; the provider does it when it starts`}
    return {
      verdict: 'problem',
      message: `The subnet ${subnetName} is not delegated to ACI and cannot be: ${reasons.join(', ')}.`,
      remedy: `Use a subnet that only ACI has: az network vnet subnet create … --delegations ${aciSubnetService}`,
    }
  },
})

function hindrances({delegations, ipConfigurationIds}: Subnet): readonly string[] {
  const others = delegations.filter(service => !isAci(service))
  return [
    ...(others.length > 0 ? [`it is delegated to ${others.join(', ')}`] : []),
    ...(ipConfigurationIds.length > 0 ? [`${ipConfigurationIds.length} of its addresses are in use`] : []),
  ]
}

export const subnetRole = subnetRule({
  id: 'subnet-role',
  title: "The connector's identity can use the subnet",
  page: {
    symptom: 'The pod of the connector stops with status 403 on `subnets/read`, or pods fail with `LinkedAuthorizationFailed`.',
    cause:
      'The identity has no role on the subnet. It has to read the subnet and join container groups to it. It also has to change the subnet if the subnet is not delegated to ACI yet.',
    fix: 'Ask somebody who may assign roles to run the `az role assignment create` command in the finding.',
  },
  needs: ['networkPermission'],
  preflight: true,
  check({network: {subnetName}, subnet}, _, {networkPermission}) {
    if (networkPermission === undefined) return {verdict: 'skipped', message: 'The identity of this connector is not recorded'}
    const {principalId, scope, missing, denied, conditional} = networkPermission
    const isNeeded = (action: string): boolean => action !== subnetWrite || !isAciSubnet(subnet)
    const remedy = assignRoleCommand(principalId, scope, 'Network Contributor')
    const lacking = missing.filter(isNeeded)
    if (lacking.length > 0) {
      return {
        verdict: 'problem',
        message: `The identity of the connector (principal ${principalId}) may not ${lacking.join(', ')} on the subnet ${subnetName} (${scope}).`,
        remedy,
      }
    }
    const denials = denied.filter(({action}) => isNeeded(action)).map(({action, by}) => `${action} (${by})`)
    if (denials.length > 0) {
      return {
        verdict: 'problem',
        message: `Deny assignments block the identity of the connector (principal ${principalId}) on the subnet ${subnetName}: ${denials.join(', ')}.`,
        remedy: 'Use another subnet, or change what made the deny assignment.',
      }
    }
    const doubtful = conditional.filter(isNeeded)
    if (doubtful.length > 0) {
      return {
        verdict: 'warning',
        message: `The identity of the connector (principal ${principalId}) may ${doubtful.join(', ')} on the subnet ${subnetName} only under a condition of its role assignment.`,
        remedy,
      }
    }
    return {verdict: 'ok', message: `${principalId} has the rights on ${subnetName}`}
  },
})
