/** Any JSON object. */
export type Fields = Record<string, unknown>

export interface OwnerReference {
  apiVersion: string
  kind: string
  name: string
  uid: string
  controller?: boolean
  blockOwnerDeletion?: boolean
}

export interface ManagedFields {
  manager: string
  operation: 'Apply' | 'Update'
  apiVersion: string
  time?: string
  fieldsType: 'FieldsV1'
  fieldsV1: Fields
  subresource?: string
}

export interface ObjectMeta {
  name: string
  generateName?: string
  namespace?: string
  uid?: string
  resourceVersion?: string
  generation?: number
  creationTimestamp?: string
  deletionTimestamp?: string
  deletionGracePeriodSeconds?: number
  labels?: Record<string, string>
  annotations?: Record<string, string>
  ownerReferences?: OwnerReference[]
  finalizers?: string[]
  managedFields?: ManagedFields[]
}

/** A Kubernetes object of any kind, in its JSON form. */
export interface KubeObject {
  apiVersion: string
  kind: string
  metadata: ObjectMeta
  [field: string]: unknown
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The object in a field; if there is none, an empty one that is not stored in the field. */
export function fieldsOf(parent: unknown, name: string): Fields {
  const value = isFields(parent) ? parent[name] : undefined
  return isFields(value) ? value : {}
}

/** The object in a field; if there is none, it is created and stored in the field. */
export function ensureFields(parent: Fields, name: string): Fields {
  const value = parent[name]
  if (isFields(value)) return value
  const made: Fields = {}
  parent[name] = made
  return made
}

/** The elements of a list field that are objects. */
export function listOf(parent: unknown, name: string): Fields[] {
  const value = isFields(parent) ? parent[name] : undefined
  return Array.isArray(value) ? value.filter(isFields) : []
}

export function textOf(parent: unknown, name: string): string {
  const value = isFields(parent) ? parent[name] : undefined
  return typeof value === 'string' ? value : ''
}

export function numberOf(parent: unknown, name: string): number | undefined {
  const value = isFields(parent) ? parent[name] : undefined
  return typeof value === 'number' ? value : undefined
}

/** A scalar as text; an empty text for anything else. */
export function scalarText(value: unknown, otherwise = ''): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : otherwise
}

/** Deep equality of JSON values; the order of keys does not matter, and a field that is undefined is a field that is absent. */
export function sameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => sameJson(item, right[index]))
  }
  if (!isFields(left) || !isFields(right)) return false
  const names = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...names].every(name => sameJson(left[name], right[name]))
}

/** The current time in the format of the API. */
export function timestamp(at: Date = new Date()): string {
  return `${at.toISOString().slice(0, 19)}Z`
}
