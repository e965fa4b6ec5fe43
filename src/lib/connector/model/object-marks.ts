import {createHash} from 'node:crypto'
import type {KubeObject} from '../../kubernetes/objects.ts'
import {canonicalJson} from './canonical-json.ts'

/** Where the objects of a chart hold what a chart says. */
interface Content extends KubeObject {
  readonly spec?: unknown
  readonly rules?: unknown
  readonly roleRef?: unknown
  readonly subjects?: unknown
}

/**
 * What changes when somebody edits an object, by `kind/namespace/name`. Neither its resourceVersion nor its generation: the controller of
 * Deployments writes an annotation some time after Helm, and that raises both.
 */
export function marksOf(objects: readonly KubeObject[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    objects.map(object => [[object.kind, object.metadata.namespace ?? '', object.metadata.name].join('/'), markOf(object)]),
  )
}

function markOf({metadata, spec, rules, roleRef, subjects}: Content): string {
  return createHash('sha256')
    .update(canonicalJson([metadata.labels, spec, rules, roleRef, subjects]))
    .digest('hex')
    .slice(0, 16)
}
