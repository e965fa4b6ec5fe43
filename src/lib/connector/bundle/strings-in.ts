/** A text in a value, and the name of the field that holds it, or the list. */
export interface TextIn {
  readonly field: string
  readonly text: string
}

/** All texts in a value. */
export function* stringsIn(value: unknown, field = ''): Generator<TextIn> {
  if (typeof value === 'string') yield {field, text: value}
  else if (Array.isArray(value)) for (const item of value) yield* stringsIn(item, field)
  else if (typeof value === 'object' && value !== null && !(value instanceof Date) && !(value instanceof Error))
    for (const [name, one] of Object.entries(value)) yield* stringsIn(one, name)
}

/** The same value with other texts. Names of fields stay, unless they hold a value themselves, as in `metadata.managedFields`. */
export function withStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map(item => withStrings(item, change))
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Error) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [/[^\w./-]/.test(name) ? change(name) : name, withStrings(one, change)]),
  )
}
