import type {RoleAssignment} from '../../azure/resources/access.ts'
import {resourceGroupId, roleAssignmentId, sameId, subscriptionScope} from '../../azure/resources/ids.ts'
import {roleAssignmentName} from '../../azure/resources/role-assignment-name.ts'
import {NotAllowedError, NotFoundError} from '../../errors.ts'
import {madeFor} from '../model/role-description.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import type {OwnAssignment} from './role-assignments.ts'

/** A role assignment whose description names the connector of this cluster for which vkctl created it. */
export interface DescribedAssignment extends OwnAssignment {
  readonly connectorName: string
}

/**
 * The role assignments that vkctl created for connectors of this cluster, with or without a record. Searches the whole subscription or, if
 * the user lacks the permission for that, these resource groups. Rejects if they cannot be read for any reason other than a missing
 * permission.
 */
export async function readDescribedAssignments(
  {azure}: Pick<Host, 'azure'>,
  {cluster}: Pick<ClusterSession, 'cluster'>,
  resourceGroups: readonly string[],
): Promise<readonly DescribedAssignment[]> {
  const {subscriptionId} = azure
  const all = await unlessRefused(azure.roleAssignmentsAround(subscriptionScope(subscriptionId)))
  const scopes = all === undefined ? resourceGroups.map(name => resourceGroupId(subscriptionId, name)) : []
  const some = await Promise.all(scopes.map(scope => unlessRefused(azure.roleAssignmentsAround(scope))))
  const found = [all, ...some].flatMap(one => one ?? []).flatMap(one => describedFor(cluster.id, one) ?? [])
  return [...new Map(found.map(one => [one.id.toLowerCase(), one])).values()]
}

/** The description alone proves nothing, because it can be copied: the assignment must also have the name that vkctl computes. */
function describedFor(
  clusterId: string,
  {id, scope, roleDefinitionId, principalId, description}: RoleAssignment,
): DescribedAssignment | undefined {
  const made = madeFor(description)
  if (made === undefined || !sameId(made.clusterId, clusterId)) return undefined
  if (!sameId(id, roleAssignmentId(scope, roleAssignmentName(scope, roleDefinitionId, principalId)))) return undefined
  return {id, scope, principalId, isExpected: true, connectorName: made.connectorName}
}

async function unlessRefused<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading
  } catch (error) {
    // A resource group that is gone has none.
    if (error instanceof NotAllowedError || error instanceof NotFoundError) return undefined
    throw error
  }
}
