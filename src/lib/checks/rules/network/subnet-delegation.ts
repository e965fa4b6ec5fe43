import {withOtherSubnet} from '../../wording/install-again.ts'
import {az} from '../../../printed-commands/printed-command.ts'
import {sameId, subnetParts} from '../../../azure/resources/ids.ts'
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
    if (routeTableId === undefined) return {verdict: 'ok', message: `The subnet ${subnetName} has no route table`}
    return {
      verdict: 'problem',
      message: `The subnet ${subnetName} has the route table ${routeTableId}. The provider rejects such a subnet and stops.`,
      remedy: ['Use another subnet, or remove the route table:', az`network vnet subnet update --ids ${subnetId} --remove routeTable`],
    }
  },
})

export const subnetLinks = subnetRule({
  id: 'subnet-links',
  title: 'No other Azure service is linked to the subnet',
  page: {
    symptom: 'The pod of the connector crashes with `unable to delegate subnet … as it is used by other Azure resource`.',
    cause: 'The subnet has a service association link of another service, such as a web app or a database.',
    fix: 'Use a subnet for ACI only.',
  },
  needs: [],
  preflight: true,
  check({network: {subnetName}, subnet: {associationLinks}}, connector) {
    const others = associationLinks.filter(type => !isAci(type))
    if (others.length === 0) return {verdict: 'ok', message: `No other service is linked to the subnet ${subnetName}`}
    return {
      verdict: 'problem',
      message: `The subnet ${subnetName} is linked to ${others.join(', ')}. The provider rejects such a subnet and stops.`,
      remedy: ['Use a subnet for ACI only:', withOtherSubnet(connector)],
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
    if (isAciSubnet(subnet)) return {verdict: 'ok', message: `The subnet ${subnetName} is delegated to ACI`}
    const isOfNodes = nodeSubnetIds.some(id => sameId(id, subnet.id))
    const {resourceGroup: group = '', networkName: network = ''} = subnetParts(subnet.id) ?? {}
    const reasons = [...(isOfNodes ? ['the nodes of the cluster use it'] : []), ...obstacles(subnet)]
    if (reasons.length === 0) return {verdict: 'ok', message: `The provider will delegate the subnet ${subnetName} to ACI when it starts`}
    return {
      verdict: 'problem',
      message: `The subnet ${subnetName} is not delegated to ACI, and Azure cannot delegate it: ${reasons.join(', ')}.`,
      remedy: [
        'Create a subnet for ACI only:',
        az`network vnet subnet create --resource-group ${group} --vnet-name ${network} --name NAME --address-prefixes CIDR --delegations ${aciSubnetService}`,
      ],
    }
  },
})

/** Why Azure cannot delegate the subnet to ACI; empty if it can. */
function obstacles({delegations, ipConfigurationIds}: Subnet): readonly string[] {
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
        message: `The identity of the connector (principal ${principalId}) lacks permission for ${lacking.join(', ')} on the subnet ${subnetName} (${scope}).`,
        remedy,
      }
    }
    const denials = denied.filter(({action}) => isNeeded(action)).map(({action, by}) => `${action} (${by})`)
    if (denials.length > 0) {
      return {
        verdict: 'problem',
        message: `Deny assignments block the identity of the connector (principal ${principalId}) on the subnet ${subnetName}: ${denials.join(', ')}.`,
        remedy: 'Use another subnet, or change the resource that created the deny assignment.',
      }
    }
    const doubtful = conditional.filter(isNeeded)
    if (doubtful.length > 0) {
      return {
        verdict: 'warning',
        message: `A role assignment with a condition gives the identity of the connector (principal ${principalId}) permission for ${doubtful.join(', ')} on the subnet ${subnetName}. vkctl cannot tell whether the condition is met.`,
        remedy,
      }
    }
    return {verdict: 'ok', message: `${principalId} has the permissions on the subnet ${subnetName}`}
  },
})
