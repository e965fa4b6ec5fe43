import {nodeResourceGroupLock} from '../../../../sandbox/azure/authorization/deny-assignment-entry.ts'
import {roleIds} from '../../../../sandbox/azure/authorization/built-in-roles.ts'
import {groupScope, refused, replaceAssignments} from '../azure-changes.ts'
import {anyOf, type Breakage} from '../breakage.ts'

export const ofRoles: readonly Breakage[] = [
  refused('role assignment is deleted', site => replaceAssignments(site, () => []), anyOf('role-assigned')),
  refused(
    'role is assigned in another resource group',
    site => replaceAssignments(site, one => [{...one, scope: groupScope(site, 'aci-west')}]),
    anyOf('role-assigned'),
  ),
  refused('role is only Reader', site => replaceAssignments(site, one => [{...one, roleId: roleIds.Reader}]), anyOf('role-assigned')),
  refused(
    'role is assigned to another identity',
    site => replaceAssignments(site, one => [{...one, principalId: site.world.azure.principal('stranger').objectId}]),
    anyOf('role-assigned'),
  ),
  refused(
    'deny assignment',
    site =>
      void site.world.azure.state.denyAssignments.push({
        ...nodeResourceGroupLock(groupScope(site)),
        title: 'Deny assignment of a deployment stack',
        actions: ['Microsoft.ContainerInstance/*'],
      }),
    anyOf('not-denied'),
  ),
  refused(
    'AKS locks the node resource group',
    site => {
      const {clusters, denyAssignments} = site.world.azure.state
      clusters.splice(0, 1, ...clusters.slice(0, 1).map(cluster => ({...cluster, nodeResourceGroupLocked: true})))
      denyAssignments.push(nodeResourceGroupLock(groupScope(site)))
    },
    anyOf('group-open'),
  ),
]
