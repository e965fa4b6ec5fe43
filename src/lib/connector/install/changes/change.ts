/** One thing that a step changes. */
export interface Change {
  /** `unknown` if the target could not be compared. */
  readonly action: 'create' | 'change' | 'delete' | 'unknown'
  /** An object (`Deployment NAMESPACE/NAME`, `ClusterRole NAME`, `Node NAME`), or `chart`, `image`, `values`, `options`, `place`, `record` or `role assignment`. */
  readonly target: string
  /** The field, such as `spec.replicas`; null if it is the whole target. */
  readonly path: string | null
  /** The value before; null if there is none. A digest if it is secret. */
  readonly from: unknown
  readonly to: unknown
  /** Why the target could not be compared. */
  readonly reason?: string
}

/** A change of one field. What is created, changed or deleted follows from the values. */
export function fieldChange(
  target: string,
  {path, from, to}: {readonly path: string | null; readonly from: unknown; readonly to: unknown},
): Change {
  const isThere = (value: unknown): boolean => value !== undefined && value !== null
  const action = isThere(from) ? (isThere(to) ? 'change' : 'delete') : 'create'
  return {action, target, path, from: from ?? null, to: to ?? null}
}

/** A change of a whole target, without its fields. */
export function whole(action: Change['action'], target: string): Change {
  return {action, target, path: null, from: null, to: null}
}
