/** A verb of the API, as RBAC rules name it. */
export type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete' | 'deletecollection'

export interface Subresource {
  readonly name: string
  readonly verbs: readonly Verb[]
  /** The kind of its requests and answers; default: the kind of the resource. */
  readonly kind: string
  readonly group?: string
  readonly version?: string
}

/** A resource that the API serves. */
export interface Resource {
  readonly group: string
  readonly version: string
  /** Plural name. */
  readonly name: string
  readonly singular: string
  readonly kind: string
  readonly namespaced: boolean
  readonly verbs: readonly Verb[]
  readonly shortNames: readonly string[]
  readonly categories: readonly string[]
  readonly subresources: readonly Subresource[]
  /** The class of @kubernetes/client-node that describes its fields. */
  readonly model: string
  /** Where the store keeps its objects. */
  readonly storage: string
}

/** `v1`, `apps/v1` */
export function groupVersion({group, version}: {readonly group: string; readonly version: string}): string {
  return group === '' ? version : `${group}/${version}`
}
