import type {RoleAssignment} from '../../../azure/resources/access.ts'
import {resourceGroupId, roleAssignmentId, roleDefinitionId, sameId} from '../../../azure/resources/ids.ts'
import {roleAssignmentName} from '../../../azure/resources/role-assignment-name.ts'
import {connectorRole, networkRole} from '../../../checks/facts/permissions.ts'
import {NotFoundError} from '../../../errors.ts'
import {readInstalled} from '../../inventory/installed.ts'
import {isSamePlace} from '../../model/record/place.ts'
import type {Place, Receipt} from '../../model/record/record.ts'
import {isMadeFor} from '../../model/role-description.ts'
import type {ClusterSession} from '../../session/cluster-session.ts'
import type {Host} from '../../session/host.ts'
import type {LeavePlace} from './leave-place.ts'
import type {StepContext} from '../steps/step.ts'

/** A role assignment as vkctl makes it: its ARM id is computed from the scope, the role and the principal. */
interface Made {
  readonly id: string
  readonly scope: string
  readonly principalId: string
}

/**
 * Deletes the role assignments that vkctl made for an earlier place of a connector, unless a connector of this cluster still needs them. Returns in
 * words what is left.
 */
export async function deleteEarlierAssignments(
  {release, namespace, from}: LeavePlace,
  {host, session}: StepContext,
): Promise<readonly string[]> {
  const made = assignmentsAt(from)
  const installed = await readInstalled(host, session)
  const used = installed.flatMap(({receipt}) => {
    if (receipt === undefined) return []
    const isThis = receipt.release === release && receipt.namespace === namespace
    return placesOf(receipt).flatMap(place => (isThis && isSamePlace(place, from) ? [] : assignmentsAt(place)))
  })
  const left: string[] = []
  for (const one of made.filter(({id}) => !used.some(other => sameId(other.id, id)))) {
    const found = (await assignmentsOf(host, one)).find(({id}) => sameId(id, one.id))
    if (found === undefined) continue
    if (isOfThisCluster(found, session)) await host.azure.deleteRoleAssignment(found.id)
    else left.push(`role assignment ${found.id}, whose description does not name this cluster`)
  }
  return left
}

function placesOf(receipt: Receipt): readonly Place[] {
  return [receipt, ...receipt.earlierPlaces]
}

function assignmentsAt({subscriptionId, aciResourceGroup, subnetId, identity: {objectId}}: Place): readonly Made[] {
  const at = (scope: string, role: {readonly id: string}): Made => ({
    id: roleAssignmentId(scope, roleAssignmentName(scope, roleDefinitionId(subscriptionId, role.id), objectId)),
    scope,
    principalId: objectId,
  })
  return [
    at(resourceGroupId(subscriptionId, aciResourceGroup), connectorRole),
    ...(subnetId === undefined ? [] : [at(subnetId, networkRole)]),
  ]
}

async function assignmentsOf({azure}: Host, {scope, principalId}: Made): Promise<readonly RoleAssignment[]> {
  try {
    return await azure.roleAssignments(scope, principalId)
  } catch (error) {
    // With its scope, an assignment is deleted.
    if (error instanceof NotFoundError) return []
    throw error
  }
}

/** The record may be forged: the description proves it, or the principal, which only this cluster has. */
function isOfThisCluster({description, principalId}: RoleAssignment, {cluster}: ClusterSession): boolean {
  return isMadeFor(cluster.id, description) || (description === undefined && principalId === cluster.kubeletIdentity?.objectId)
}
