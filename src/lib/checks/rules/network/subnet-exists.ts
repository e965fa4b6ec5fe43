import {subnetParts} from '../../../azure/resources/ids.ts'
import {networkRule, subnetExistsId} from '../../network-rule.ts'
import {aciSubnetService, subnetById} from '../../subnet.ts'

export const subnetExists = networkRule({
  id: subnetExistsId,
  title: 'Its subnet exists',
  page: {
    symptom: 'The pod of the connector panics at its start with a nil pointer dereference, or says that the subnet is not found.',
    cause: 'There is no subnet of that name. The provider means to create a missing subnet, but panics instead.',
    fix: 'Create the subnet with az network vnet subnet create and restart the connector, or install it with another subnet.',
  },
  needs: ['virtualNetwork'],
  preflight: true,
  check({subnetId, subnetName, subnetCidr}, _, {virtualNetwork}) {
    const {resourceGroup: group = '', networkName: name = ''} = subnetParts(subnetId) ?? {}
    if (virtualNetwork === undefined) {
      return {
        verdict: 'problem',
        message: `The resource group ${group} has no virtual network ${name}, where the subnet ${subnetName} should be.`,
        remedy: 'Name a subnet that exists.',
      }
    }
    if (subnetById(virtualNetwork, subnetId) !== undefined) return {verdict: 'ok', message: `${subnetName} in ${name}`}
    return {
      verdict: 'problem',
      message: `The virtual network ${name} has no subnet ${subnetName}.`,
      remedy: `az network vnet subnet create --resource-group ${group} --vnet-name ${name} --name ${subnetName} --address-prefixes ${subnetCidr === '' ? 'CIDR' : subnetCidr} --delegations ${aciSubnetService}`,
    }
  },
})
