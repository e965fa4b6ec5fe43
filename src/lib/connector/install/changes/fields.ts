import type {KubeObject} from '../../../kubernetes/objects.ts'
import {fieldPath, isFields, type Fields} from '../../drift/fields.ts'
import {canonicalJson} from '../../model/canonical-json.ts'

/** A field that differs between two values; undefined where it is missing. */
export interface FieldDifference {
  /** Such as `image.tag`. A name with other characters is in brackets: `labels["app.kubernetes.io/name"]`. */
  readonly path: string
  readonly from: unknown
  readonly to: unknown
}

/** The fields in which two maps differ, at any depth, sorted by name. Lists are compared as a whole. */
export function differentFields(from: unknown, to: unknown, path = ''): readonly FieldDifference[] {
  if (from === undefined && to === undefined) return []
  const [before, after] = [asMap(from), asMap(to)]
  if (before === undefined || after === undefined) return canonicalJson(from) === canonicalJson(to) ? [] : [{path, from, to}]
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted()
  return names.flatMap(name => differentFields(before[name], after[name], fieldPath(path, name)))
}

/** How the labels of an object change if it gets those of another one, too. */
export function differentLabels(from: KubeObject | undefined, {metadata: {labels = {}}}: KubeObject): readonly FieldDifference[] {
  const before = Object.entries(from?.metadata.labels ?? {}).filter(([name]) => name in labels)
  return differentFields(Object.fromEntries(before), labels, 'metadata.labels')
}

/** Undefined if it is something else. What is missing counts as empty. */
function asMap(value: unknown = {}): Fields | undefined {
  return isFields(value) ? value : undefined
}
