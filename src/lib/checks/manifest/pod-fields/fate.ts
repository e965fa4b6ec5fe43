/**
 * What becomes of a field of a pod on a virtual node.
 * - `passed`: the provider passes it to ACI as it is.
 * - `changed`: the provider passes it to ACI in another form.
 * - `dropped`: the provider ignores it.
 * - `refused`: the provider or ACI refuses the pod.
 * - `kubernetes`: Kubernetes uses it before or beside the provider.
 */
export type Fate = 'passed' | 'changed' | 'dropped' | 'refused' | 'kubernetes'

export interface FieldFate {
  readonly fate: Fate
  /** What happens, in Markdown: whole sentences, or empty. */
  readonly note: string
  /** The check that reports the field, if it is not `ignored-fields`. */
  readonly check?: string
  /** Why it matters that the field is dropped. */
  readonly loss?: Loss
}

export interface Loss {
  /** What follows, as the end of a sentence. */
  readonly so: string
  readonly remedy: string
  /** Whether a value makes a difference at all; default: every value does, except false, and empty texts, lists and maps. */
  readonly when?: (value: unknown) => boolean
}

/** Fates by the path of the field in the pod spec, such as `containers.workingDir`. A fate is also that of the fields below, which have none of their own. */
export type Fates = Readonly<Record<string, FieldFate>>

export const passed = (note = '', check?: string): FieldFate => ({fate: 'passed', note, ...(check !== undefined && {check})})
export const changed = (note: string, check?: string): FieldFate => ({fate: 'changed', note, ...(check !== undefined && {check})})
export const refused = (note: string, check: string): FieldFate => ({fate: 'refused', note, check})
export const kubernetes = (note: string, check?: string): FieldFate => ({fate: 'kubernetes', note, ...(check !== undefined && {check})})
export const dropped = (note: string, loss?: Loss): FieldFate => ({fate: 'dropped', note, ...(loss !== undefined && {loss})})
/** Dropped, which another check reports. */
export const droppedAs = (note: string, check: string): FieldFate => ({fate: 'dropped', note, check})

/** Fates by paths that begin with the name of a field. The empty path is the field itself. */
export const under = (name: string, fates: Fates): Fates =>
  Object.fromEntries(Object.entries(fates).map(([path, fate]) => [path === '' ? name : `${name}.${path}`, fate]))
