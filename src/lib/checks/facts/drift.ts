import type {Explanation} from '../engine/rule.ts'
import {objectInWords} from '../../kubernetes/kinds/object-in-words.ts'

/** Who set a field, by the API server's `metadata.managedFields`. */
export interface ChangedBy {
  /** Such as `kubectl-set`. */
  readonly manager: string
  /** `Apply` or `Update`. */
  readonly operation: string
  /** Such as `scale`. */
  readonly subresource?: string
  /** ISO 8601. */
  readonly time?: string
}

/** One field of an object that is not as it should be. */
export interface Difference {
  /** As in jq, with items of lists by their name: `spec.template.spec.containers[virtual-kubelet].image`. */
  readonly path: string
  /** JSON; undefined if the field should not be there. A value of a Secret is a hash: `sha256:1a2b3c4d`. */
  readonly expected: unknown
  /** JSON; undefined if the field is missing. */
  readonly found: unknown
  /** Who set the field, the last one first; empty if it is missing or nobody is known. */
  readonly by: readonly ChangedBy[]
}

/** How an object of the cluster differs from what was rendered for it. */
export interface ObjectDrift {
  readonly kind: string
  readonly name: string
  /** Undefined for kinds without namespaces. */
  readonly namespace?: string
  /** The object does not exist; it then has no differences. */
  readonly missing: boolean
  /** A difference is in a field that the API server does not let anybody change, so the object has to be deleted and created again. */
  readonly mustBeRecreated: boolean
  readonly differences: readonly Difference[]
}

/** Whether an object is as it should be. */
export function isAsRendered({missing, differences}: ObjectDrift): boolean {
  return !missing && differences.length === 0
}

/**
 * Explains a finding if `objects-unchanged` found that an object of one of these kinds has a field changed whose path matches. Without a path, if it is
 * missing or has any field changed.
 */
export function whenChanged(kinds: readonly string[], path?: RegExp): Explanation {
  return {
    id: 'objects-unchanged',
    if: ({object}) =>
      object !== undefined && kinds.includes(object.kind) && (path === undefined || object.paths.some(one => path.test(one))),
  }
}

/** Explains a finding if `objects-unchanged` found that an object of one of these kinds does not exist. */
export function whenMissing(kinds: readonly string[]): Explanation {
  return {id: 'objects-unchanged', if: ({object}) => object !== undefined && kinds.includes(object.kind) && object.paths.length === 0}
}

/** Whether somebody stopped a connector by scaling its Deployment to 0. */
export function isScaledDown({kind, differences}: ObjectDrift): boolean {
  return kind === 'Deployment' && differences.some(({path, found}) => path === 'spec.replicas' && found === 0)
}

/** Nobody reads more, and a ConfigMap may have a megabyte. */
const longestValue = 4000

/** An object and how it differs, as a phrase. Of a longer value, it tells the beginning, and how much is missing. */
export function driftInWords(drift: ObjectDrift, longest = longestValue): string {
  const object = objectInWords(drift)
  return drift.missing
    ? `${object} does not exist`
    : `${object}: ${drift.differences.map(one => differenceInWords(one, longest)).join(', ')}`
}

/** An object and who changed it, as a phrase without the fields. */
export function changedObjectInWords(drift: ObjectDrift): string {
  const object = objectInWords(drift)
  if (drift.missing) return `${object}, which does not exist`
  const who = [...new Set(drift.differences.flatMap(({by: [last]}) => last?.manager ?? []))]
  return who.length === 0 ? object : `${object}, which was changed by ${who.join(' and ')}`
}

/** Who changed something and when, in brackets and with a space before them; empty if nobody is known. */
export function changedByInWords(by: ChangedBy | undefined): string {
  return by === undefined ? '' : ` (${[by.manager, by.time].filter(text => text !== undefined).join(' at ')})`
}

function differenceInWords({path, expected, found, by: [last]}: Difference, longest: number): string {
  const inWords = (value: unknown) => valueInWords(value, longest)
  const who = changedByInWords(last)
  if (expected === undefined) return `${path} was added with ${inWords(found)}${who}`
  if (found === undefined) return `${path} was removed, instead of ${inWords(expected)}`
  return `${path} is ${inWords(found)} instead of ${inWords(expected)}${who}`
}

function valueInWords(value: unknown, longest: number): string {
  const text = JSON.stringify(value)
  return text.length > longest ? `${text.slice(0, longest)}… (${text.length - longest} more characters)` : text
}
