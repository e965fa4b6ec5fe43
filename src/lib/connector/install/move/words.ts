import {sameId} from '../../../azure/resources/ids.ts'
import type {Place} from '../../model/record/record.ts'

/** What differs between two places: `ACI resource group changes from a to b, subnet changes from none to …`. */
export function changesInWords(from: Place, to: Place): string {
  const change = (what: string, one = 'none', other = 'none'): readonly string[] =>
    sameId(one, other) ? [] : [`${what} changes from ${one} to ${other}`]
  return [
    ...change('subscription', from.subscriptionId, to.subscriptionId),
    ...change('ACI resource group', from.aciResourceGroup, to.aciResourceGroup),
    ...change('subnet', from.subnetId, to.subnetId),
    ...change('identity', from.identity.clientId, to.identity.clientId),
  ].join(', ')
}

/** What the move means for the pods on the node, which are `namespace/name`. */
export function effectOnPods(pods: readonly string[], from: Place, to: Place): string {
  if (pods.length === 0) return 'No pod is on its node.'
  const names = pods.join(', ')
  return sameId(from.aciResourceGroup, to.aciResourceGroup)
    ? `Its pods keep running unchanged until they are deleted: ${names}.`
    : `Its pods start again in ${to.aciResourceGroup}, and then stop in ${from.aciResourceGroup}: ${names}.`
}
