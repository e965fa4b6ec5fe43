/** A map of JSON. */
export type Fields = Readonly<Record<string, unknown>>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The path of a field: `image.tag`. A name with other characters is in brackets: `labels["app.kubernetes.io/name"]`. */
export function fieldPath(parent: string, field: string): string {
  if (!/^[\w-]+$/.test(field)) return `${parent}[${JSON.stringify(field)}]`
  return parent === '' ? field : `${parent}.${field}`
}
