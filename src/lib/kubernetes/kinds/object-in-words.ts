/** Which object is meant, as `Deployment NAMESPACE/NAME`; of a kind without namespaces, `ClusterRole NAME`. */
export function objectInWords({
  kind = '',
  namespace,
  name,
}: {
  readonly kind?: string | undefined
  readonly namespace?: string | undefined
  readonly name: string
}): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`
}

/** The same of an object that was read. */
export function kubeObjectInWords({
  kind,
  metadata,
}: {
  readonly kind?: string
  readonly metadata: {readonly namespace?: string; readonly name: string}
}): string {
  return objectInWords({kind, ...metadata})
}
