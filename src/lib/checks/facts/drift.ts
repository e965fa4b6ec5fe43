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
