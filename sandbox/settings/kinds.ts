/** What a value from outside may be. */
export interface Kind<T> {
  /** Completes "must be …". */
  readonly allowed: string
  /** As JSON Schema. */
  readonly schema: Readonly<Record<string, unknown>>
  /** The value; undefined if it is not of this kind. */
  readonly accept: (value: unknown) => T | undefined
  /** What a text of a command line stands for; default the text itself. */
  readonly fromText?: (text: string) => unknown
}

/** Something from outside that is refused. The message says what is wrong and what is allowed. */
export class WrongInput extends Error {}

const longest = 80

/** A value as JSON, for a message; cut off if it is long. */
export function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? 'nothing'
  return json.length > longest ? `${json.slice(0, longest)}…` : json
}

/** Returns the value. Throws WrongInput if it is not of this kind. `name` is what the value is for. */
export function accepted<T>(kind: Kind<T>, value: unknown, name: string): T {
  const result = kind.accept(value)
  if (result === undefined) throw new WrongInput(`${name} must be ${kind.allowed}, not ${shown(value)}.`)
  return result
}

/** A JSON object. Throws WrongInput if it is something else. */
export function objectOf(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>
  throw new WrongInput(`${name} must be an object, not ${shown(value)}.`)
}

export const trueOrFalse: Kind<boolean> = {
  allowed: 'true or false',
  schema: {type: 'boolean'},
  accept: value => (typeof value === 'boolean' ? value : undefined),
  fromText: text => (text === 'true' || text === 'false' ? text === 'true' : text),
}

export const wholeNumber = (minimum: number, maximum: number): Kind<number> => ({
  allowed: `a whole number from ${minimum} to ${maximum}`,
  schema: {type: 'integer', minimum, maximum},
  accept: value => (typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum ? value : undefined),
  fromText: text => (/^-?\d+$/.test(text) ? Number(text) : text),
})

export const oneOf = <const T extends string>(...values: readonly T[]): Kind<T> => ({
  allowed: values.length === 1 ? `${values[0]}` : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`,
  schema: {enum: values},
  accept: value => values.find(one => one === value),
})

/** Text; `pattern` is for the whole of it. */
export const text = (allowed = 'text', pattern = '[\\s\\S]*'): Kind<string> => ({
  allowed,
  schema: {type: 'string', pattern: `^${pattern}$`},
  accept: value => (typeof value === 'string' && new RegExp(`^${pattern}$`).test(value) ? value : undefined),
})

/** On a command line, commas separate the items. */
export const listOf = <T>(item: Kind<T>): Kind<readonly T[]> => ({
  allowed: `a list, each item ${item.allowed}`,
  schema: {type: 'array', items: item.schema},
  accept: value => {
    if (!Array.isArray(value)) return undefined
    const items = value.map(one => item.accept(one)).filter(one => one !== undefined)
    return items.length === value.length ? items : undefined
  },
  fromText: items => (items === '' ? [] : items.split(',')),
})
