import type {Flaw} from '../flaw.ts'

/** A flaw if a value is none of those that are allowed. */
export function oneOf(value: string | undefined, allowed: readonly string[], what: string, line: number): readonly Flaw[] {
  if (value === undefined || allowed.includes(value)) return []
  const message = `The ${what} is ${value}, but it must be ${allowed.join(' or ')}.`
  return [{message, line, remedy: `Use ${allowed.join(' or ')}.`}]
}

/** A flaw for each name that is there more than once. */
export function duplicates(
  named: readonly {readonly name?: string}[],
  lineOf: (holder: object, key?: string) => number,
  what: string,
): readonly Flaw[] {
  const seen = new Set<string>()
  return named.flatMap(one => {
    const {name} = one
    if (name === undefined || !seen.has(name)) {
      seen.add(name ?? '')
      return []
    }
    return [
      {
        message: `There are several ${what}s with the name ${name}.`,
        line: lineOf(one, 'name'),
        remedy: `Give each ${what} a name of its own.`,
      },
    ]
  })
}
