import {createHash} from 'node:crypto'
import type {KubeObject} from '../../kubernetes/objects.ts'
import {canonicalJson} from './canonical-json.ts'

/** The fields that a chart sets in its objects. */
interface Content extends KubeObject {
  readonly spec?: unknown
  readonly rules?: unknown
  readonly roleRef?: unknown
  readonly subjects?: unknown
  /** Of a ConfigMap; that of a Secret is filled by Kubernetes. */
  readonly data?: unknown
}

/**
 * A hash of each object, by `kind/namespace/name`; it changes when somebody edits the object. resourceVersion and generation cannot serve for
 * this: the Deployment controller writes an annotation after Helm is done, which raises both.
 */
export function marksOf(objects: readonly KubeObject[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    objects.map(object => [[object.kind, object.metadata.namespace ?? '', object.metadata.name].join('/'), markOf(object)]),
  )
}

function markOf({kind, metadata, spec, rules, roleRef, subjects, data}: Content): string {
  return createHash('sha256')
    .update(canonicalJson([metadata.labels, spec, rules, roleRef, subjects, kind === 'ConfigMap' ? data : undefined]))
    .digest('hex')
    .slice(0, 16)
}
