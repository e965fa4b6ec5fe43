import {subnetRule} from '../../network-rule.ts'
import {isAciSubnet} from '../../subnet.ts'

export const subnetReleased = subnetRule({
  id: 'subnet-released',
  title: 'Its subnet is free once it is removed',
  page: {
    symptom: 'After a removal the virtual network or its resource group cannot be deleted.',
    cause: 'ACI still holds the subnet: container groups are on it, or were until lately, or it is still delegated.',
    fix: 'Delete the container groups, wait until the service association link is gone, then take the delegation off.',
  },
  needs: ['deployments'],
  check({network: {subnetId, subnetName}, subnet}, {target}, {deployments}) {
    if (deployments.length > 0) return {verdict: 'ok', message: `${target} is installed and uses it`}
    if (!isAciSubnet(subnet)) return {verdict: 'ok', message: `ACI does not hold ${subnetName}`}
    return {
      verdict: 'warning',
      message: `${target} has no Deployment any more, but ACI still holds the subnet ${subnetName}; as long as it does, the virtual network cannot be deleted.`,
      remedy: `If no other connector uses it, delete the container groups on it, then: az network vnet subnet update --ids ${subnetId} --remove delegations`,
    }
  },
})
