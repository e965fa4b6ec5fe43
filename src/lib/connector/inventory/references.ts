import {known, unknown, type Fact} from '../../checks/engine/fact.ts'
import {objectInWords} from '../../kubernetes/kinds/object-in-words.ts'
import type {DeploymentObject, ObjectRef} from '../../kubernetes/objects.ts'
import type {Reading} from '../../kubernetes/read.ts'
import {unreadError} from '../../kubernetes/unread.ts'
import {referencesOf} from '../model/deployment-arguments.ts'

/** What Deployments refer to, each object once. */
export function uniqueReferences(deployments: readonly DeploymentObject[]): readonly ObjectRef[] {
  return [...new Map(deployments.flatMap(referencesOf).map(ref => [objectInWords(ref), ref])).values()]
}

/**
 * What a Deployment refers to and what is not in the reading, as `KIND NAMESPACE/NAME`; empty without a Deployment, unknown if one of the
 * objects could not be read.
 */
export function missingReferences(deployment: DeploymentObject | undefined, byName: Fact<Reading>): Fact<readonly string[]> {
  if (deployment === undefined) return known([])
  if (!byName.known) return byName
  const {objects, unread} = byName.value
  const refs = referencesOf(deployment)
  const hidden = unread.filter(one =>
    refs.some(({kind, name, namespace}) => one.kind === kind && one.name === name && one.namespace === namespace),
  )
  if (hidden[0] !== undefined) return unknown(hidden[0].reason, unreadError('read what the connectors refer to', hidden))
  const found = new Set(objects.map(({kind, metadata}) => objectInWords({kind, ...metadata})))
  return known(refs.map(objectInWords).filter(name => !found.has(name)))
}
