import type {RoleAssignment} from '../../azure/resources/access.ts'
import {resourceGroupId, roleAssignmentId, roleDefinitionId} from '../../azure/resources/ids.ts'
import {armErrorOf} from '../../azure/transport/arm-answer.ts'
import {roleAssignmentName} from '../../azure/resources/role-assignment-name.ts'
import {connectorRole, networkRole, type BuiltInRole} from '../../checks/facts/permissions.ts'
import type {Place} from '../model/record/record.ts'
import {isMadeFor} from '../model/role-description.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {aciResourceGroupOf} from './aci-resource-group.ts'
import type {Installed} from './installed.ts'

/** A role assignment as vkctl creates it. */
export interface OwnAssignment {
  /** ARM id. */
  readonly id: string
  /** ARM id. */
  readonly scope: string
  readonly principalId: string
  /** Whether vkctl may have created it here, by the record or because nobody knows. */
  readonly isExpected: boolean
}

/**
 * The ARM id of a role assignment that vkctl creates. It is computed, so vkctl recognises its own assignment, and never uses an id from a
 * record, which could be the id of any other resource.
 */
export function ownAssignmentId(subscriptionId: string, role: BuiltInRole, scope: string, principalId: string): string {
  return roleAssignmentId(scope, roleAssignmentName(scope, roleDefinitionId(subscriptionId, role.id), principalId))
}

/** The role assignments that vkctl creates for a place. */
export function assignmentsAt({subscriptionId, aciResourceGroup, subnetId, identity, ...created}: Place): readonly OwnAssignment[] {
  const at = (scope: string, role: BuiltInRole, recorded: string | undefined): OwnAssignment => ({
    id: ownAssignmentId(subscriptionId, role, scope, identity.objectId),
    scope,
    principalId: identity.objectId,
    isExpected: recorded !== undefined,
  })
  return [
    at(resourceGroupId(subscriptionId, aciResourceGroup), connectorRole, created.roleAssignmentId),
    ...(subnetId === undefined ? [] : [at(subnetId, networkRole, created.networkRoleAssignmentId)]),
  ]
}

/** The role assignments that vkctl creates for a connector, in every place that it ever had, each once. */
export function ownAssignments(
  connector: Pick<Installed, 'origin' | 'record' | 'facts'>,
  session: Pick<ClusterSession, 'cluster'>,
  subscriptionId: string,
): readonly OwnAssignment[] {
  const {origin, record} = connector
  const all =
    record === undefined
      ? origin === 'vkctl'
        ? withoutRecord(connector, session, subscriptionId)
        : []
      : [record, ...record.earlierPlaces].flatMap(assignmentsAt)
  return [...new Map(all.map(one => [one.id.toLowerCase(), one])).values()]
}

/** Without a usable record, vkctl assumes that the connector uses the identity of the nodes. */
function withoutRecord(
  connector: Pick<Installed, 'record' | 'facts'>,
  session: Pick<ClusterSession, 'cluster'>,
  subscriptionId: string,
): readonly OwnAssignment[] {
  const {kubeletIdentity} = session.cluster
  if (kubeletIdentity === undefined) return []
  const aciResourceGroup = aciResourceGroupOf(connector, session)
  return assignmentsAt({subscriptionId, aciResourceGroup, identity: {kind: 'kubelet', ...kubeletIdentity}}).map(one => ({
    ...one,
    isExpected: true,
  }))
}

const scopeGone: ReadonlySet<string | undefined> = new Set(['ResourceGroupNotFound', 'ResourceNotFound'])

/** Role assignments that apply to a principal at a scope; none if the scope is gone, because Azure deletes them with it. */
export async function roleAssignmentsAt(
  {azure}: Pick<Host, 'azure'>,
  {scope, principalId}: OwnAssignment,
): Promise<readonly RoleAssignment[]> {
  try {
    return await azure.roleAssignments(scope, principalId)
  } catch (error) {
    if (scopeGone.has(armErrorOf(error)?.code)) return []
    throw error
  }
}

/** Whether an assignment is for this cluster. A record may be forged: the description proves it, or the principal, which only this cluster has. */
export function isOfThisCluster({description, principalId}: RoleAssignment, {cluster}: Pick<ClusterSession, 'cluster'>): boolean {
  return isMadeFor(cluster.id, description) || (description === undefined && principalId === cluster.kubeletIdentity?.objectId)
}
