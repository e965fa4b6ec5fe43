import {fieldsOf, textOf, type Fields} from '../object.ts'

/** The input of a Pod Security check. */
export interface Checked {
  readonly spec: Fields
  /** Init containers too. */
  readonly containers: readonly Fields[]
}

/** Returns the violation, or undefined. */
export type Check = (pod: Checked) => string | undefined

/** `container "a"`, `containers "a", "b"` */
export function named(what: string, items: readonly Fields[]): string {
  const names = items.map(item => JSON.stringify(textOf(item, 'name')))
  return `${what}${names.length === 1 ? '' : 's'} ${names.join(', ')}`
}

export function security(holder: Fields): Fields {
  return fieldsOf(holder, 'securityContext')
}

export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : []
}

/** Capabilities that containers add, other than the allowed ones. */
export function addedCapabilities(
  containers: readonly Fields[],
  allowed: ReadonlySet<string>,
): {readonly bad: Fields[]; readonly names: string} {
  const extra = (container: Fields): string[] =>
    strings(fieldsOf(security(container), 'capabilities').add).filter(name => !allowed.has(name))
  const bad = containers.filter(container => extra(container).length > 0)
  return {bad, names: [...new Set(bad.flatMap(extra))].map(name => JSON.stringify(name)).join(', ')}
}
