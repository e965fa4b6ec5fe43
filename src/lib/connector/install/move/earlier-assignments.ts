import {sameId} from '../../../azure/resources/ids.ts'
import {readInstalled} from '../../inventory/installed.ts'
import {assignmentsAt, isOfThisCluster, ownAssignments, roleAssignmentsAt} from '../../inventory/role-assignments.ts'
import {isSamePlace} from '../../model/record/place.ts'
import type {StepContext} from '../../session/step.ts'
import type {LeavePlace} from './leave-place.ts'

/**
 * Deletes the role assignments that vkctl created for an earlier place of a connector, unless a connector of this cluster still needs them.
 * Returns what is left, as text.
 */
export async function deleteEarlierAssignments(
  {release, namespace, from}: LeavePlace,
  {host, session}: StepContext,
): Promise<readonly string[]> {
  const made = assignmentsAt(from)
  const installed = await readInstalled(host, session)
  const used = installed.flatMap(connector => {
    const {record} = connector
    const isThis = connector.release === release && connector.namespace === namespace
    if (record === undefined || !isThis) return ownAssignments(connector, session, from.subscriptionId)
    return [record, ...record.earlierPlaces].flatMap(place => (isSamePlace(place, from) ? [] : assignmentsAt(place)))
  })
  const left: string[] = []
  for (const one of made.filter(({id}) => !used.some(other => sameId(other.id, id)))) {
    const found = (await roleAssignmentsAt(host, one)).find(({id}) => sameId(id, one.id))
    if (found === undefined) continue
    if (isOfThisCluster(found, session)) await host.azure.deleteRoleAssignment(found.id)
    else left.push(`role assignment ${found.id}, whose description does not name this cluster`)
  }
  return left
}
