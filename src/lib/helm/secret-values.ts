/** Whether the value at this path may be secret: the upstream chart can take keys and the secret of a service principal as values. */
export function mayBeSecret(path: string): boolean {
  return /(key|secret|password|token)$/i.test(path)
}

/** The paths in values that may be secret, such as `providers.azure.clientKey`. */
export function secretPaths(values: unknown, path = ''): readonly string[] {
  if (typeof values !== 'object' || values === null) return mayBeSecret(path) && values !== null && values !== '' ? [path] : []
  return Object.entries(values).flatMap(([name, value]) => secretPaths(value, path === '' ? name : `${path}.${name}`))
}
