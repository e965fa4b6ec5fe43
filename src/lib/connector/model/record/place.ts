import {sameId} from '../../../azure/resources/ids.ts'
import type {Place, ConnectorRecord} from './record.ts'

/** The places of a connector before `now`, each once. Empty if the connector was never installed. */
export function earlierPlaces(before: ConnectorRecord | undefined, now: Place): readonly Place[] {
  if (before === undefined) return []
  const all = [...before.earlierPlaces, placeOf(before)]
  return all.filter((place, index) => !isSamePlace(place, now) && all.findIndex(other => isSamePlace(other, place)) === index)
}

/** The fields of a record that make up a place. */
export function placeOf({subscriptionId, aciResourceGroup, subnetId, identity, roleAssignmentId, networkRoleAssignmentId}: Place): Place {
  return {
    subscriptionId,
    aciResourceGroup,
    ...(subnetId !== undefined && {subnetId}),
    identity,
    ...(roleAssignmentId !== undefined && {roleAssignmentId}),
    ...(networkRoleAssignmentId !== undefined && {networkRoleAssignmentId}),
  }
}

/** Whether a move between these places would leave no container groups and no role assignments behind. */
export function isSamePlace(one: Place, other: Place): boolean {
  return (
    sameId(one.subscriptionId, other.subscriptionId) &&
    sameId(one.aciResourceGroup, other.aciResourceGroup) &&
    sameId(one.subnetId ?? '', other.subnetId ?? '') &&
    one.identity.objectId === other.identity.objectId
  )
}

/** An Azure name or id in the spelling of an earlier install, if that had the same one: Azure ignores letter case. */
export function spelledAsBefore(name: string, before: string | undefined): string {
  return before !== undefined && sameId(before, name) ? before : name
}
