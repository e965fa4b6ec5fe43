import {sameId} from '../../../azure/resources/ids.ts'
import type {Place, Receipt} from './record.ts'

/** The places that a connector had before it comes to `now`, each once. A connector that was never installed had none. */
export function earlierPlaces(before: Receipt | undefined, now: Place): readonly Place[] {
  if (before === undefined) return []
  const all = [...before.earlierPlaces, placeOf(before)]
  return all.filter((place, index) => !isSamePlace(place, now) && all.findIndex(other => isSamePlace(other, place)) === index)
}

/** Only what makes a place of a record. */
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

/** Whether nothing is left behind when a connector goes from one to the other: neither container groups nor role assignments. */
export function isSamePlace(one: Place, other: Place): boolean {
  return (
    sameId(one.subscriptionId, other.subscriptionId) &&
    sameId(one.aciResourceGroup, other.aciResourceGroup) &&
    sameId(one.subnetId ?? '', other.subnetId ?? '') &&
    one.identity.objectId === other.identity.objectId
  )
}

/** A name or id of Azure as an earlier install spelled it, if it did: Azure does not distinguish letter case. */
export function spelledAsBefore(name: string, before: string | undefined): string {
  return before !== undefined && sameId(before, name) ? before : name
}
