import {isFields, type Fields} from '../object.ts'

/**
 * A set of fields as a tree. A path element is written as in fieldsV1: `f:name` for a field or key, `k:{…}` for an element of a
 * list by its keys, `v:…` for an element of a set.
 */
export interface FieldSet {
  /** Whether the path to this node is in the set. */
  member: boolean
  readonly children: Map<string, FieldSet>
}

export function emptySet(): FieldSet {
  return {member: false, children: new Map()}
}

export function isEmpty({member, children}: FieldSet): boolean {
  return !member && [...children.values()].every(isEmpty)
}

export function union(left: FieldSet, right: FieldSet): FieldSet {
  const result: FieldSet = {member: left.member || right.member, children: new Map(left.children)}
  for (const [element, child] of right.children) {
    const other = result.children.get(element)
    result.children.set(element, other === undefined ? child : union(other, child))
  }
  return result
}

/** The fields in the left set that are not in the right one. */
export function difference(left: FieldSet, right: FieldSet): FieldSet {
  const result: FieldSet = {member: left.member && !right.member, children: new Map()}
  for (const [element, child] of left.children) {
    const other = right.children.get(element)
    const rest = other === undefined ? child : difference(child, other)
    if (!isEmpty(rest)) result.children.set(element, rest)
  }
  return result
}

export function intersection(left: FieldSet, right: FieldSet): FieldSet {
  const result: FieldSet = {member: left.member && right.member, children: new Map()}
  for (const [element, child] of left.children) {
    const other = right.children.get(element)
    if (other === undefined) continue
    const both = intersection(child, other)
    if (!isEmpty(both)) result.children.set(element, both)
  }
  return result
}

/** The paths of a set, `.spec.template.spec.containers[name="a"].image`, sorted. */
export function pathsOf(set: FieldSet, path = ''): string[] {
  const here = set.member ? [path] : []
  const below = [...set.children]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([element, child]) => pathsOf(child, `${path}${readable(element)}`))
  return [...here, ...below]
}

function readable(element: string): string {
  const text = element.slice(2)
  if (element.startsWith('f:')) return `.${text}`
  if (element.startsWith('v:')) return `[=${text}]`
  const keys = JSON.parse(text) as Fields
  return `[${Object.entries(keys)
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join(',')}]`
}

export function parseFieldsV1(json: unknown): FieldSet {
  const set = emptySet()
  if (!isFields(json)) return set
  for (const [element, value] of Object.entries(json)) {
    if (element === '.') set.member = true
    else {
      const child = parseFieldsV1(value)
      if (isFields(value) && Object.keys(value).length === 0) child.member = true
      set.children.set(element, child)
    }
  }
  return set
}

export function toFieldsV1(set: FieldSet): Fields {
  const result: Fields = {}
  if (set.member && set.children.size > 0) result['.'] = {}
  for (const [element, child] of [...set.children].toSorted(([left], [right]) => (left < right ? -1 : 1))) {
    if (!isEmpty(child)) result[element] = toFieldsV1(child)
  }
  return result
}
