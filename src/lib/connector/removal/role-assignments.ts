import {resourceGroupId, roleAssignmentId, roleDefinitionId, sameId} from '../../azure/resources/ids.ts'
import {roleAssignmentName} from '../../azure/resources/role-assignment-name.ts'
import {factOf} from '../../checks/engine/fact.ts'
import {connectorRole, networkRole, type BuiltInRole} from '../../checks/facts/permissions.ts'
import type {Place, Receipt} from '../model/record/record.ts'
import type {Host} from '../session/host.ts'
import {together, type Things} from './things.ts'

interface Assignment {
  readonly id: string
  readonly scope: string
  readonly principalId: string
  /** Whether the record says that vkctl made it. */
  readonly isRecorded: boolean
}

/**
 * ARM ids that the role assignments of a connector have if vkctl made them, in every place that it ever had. They are computed from scope, role and
 * principal: a record may name the role assignment of somebody else, or any other resource.
 */
export function assignmentIdsOf(receipt: Receipt | undefined): readonly string[] {
  return assignmentsOf(receipt).map(({id}) => id)
}

function assignmentsOf(receipt: Receipt | undefined): readonly Assignment[] {
  if (receipt === undefined) return []
  const all = [receipt, ...receipt.earlierPlaces].flatMap(ofPlace)
  return [...new Map(all.map(one => [one.id.toLowerCase(), one])).values()]
}

function ofPlace({subscriptionId, aciResourceGroup, subnetId, identity, ...made}: Place): readonly Assignment[] {
  const assignment = (scope: string, role: BuiltInRole, isRecorded: boolean): Assignment => {
    const name = roleAssignmentName(scope, roleDefinitionId(subscriptionId, role.id), identity.objectId)
    return {id: roleAssignmentId(scope, name), scope, principalId: identity.objectId, isRecorded}
  }
  return [
    assignment(resourceGroupId(subscriptionId, aciResourceGroup), connectorRole, made.roleAssignmentId !== undefined),
    ...(subnetId === undefined ? [] : [assignment(subnetId, networkRole, made.networkRoleAssignmentId !== undefined)]),
  ]
}

/** Reads the role assignments that vkctl made for a connector. Whoever may not read them is only told so where the record says that there is one. */
export async function readAssignments({azure, signal}: Host, receipt: Receipt | undefined): Promise<Things> {
  const read = await Promise.all(
    assignmentsOf(receipt).map(async ({id, scope, principalId, isRecorded}): Promise<Things> => {
      const found = await factOf(azure.roleAssignments(scope, principalId), signal)
      if (found.known) return {things: found.value.some(one => sameId(one.id, id)) ? [{kind: 'role assignment', id}] : [], hidden: []}
      return {things: [], hidden: isRecorded ? [{kind: 'role assignment', id, reason: `role assignment ${id}: ${found.reason}`}] : []}
    }),
  )
  return together(read)
}
