import {isFields, sameJson} from '../object.ts'

/** Adds the elements of a patch to a list of scalars. */
export function mergeScalarList(list: readonly unknown[], patch: readonly unknown[], order: unknown): unknown[] {
  const merged = [...list]
  for (const item of patch) if (!merged.some(known => sameJson(known, item))) merged.push(item)
  return inOrder(merged, list, Array.isArray(order) ? order : patch, item => item)
}

function isDirective(item: unknown, directive: string): boolean {
  return isFields(item) && item.$patch === directive
}

/** Merges the elements of a patch into a list whose elements `key` names. */
export function mergeKeyedList(
  list: readonly unknown[],
  patch: readonly unknown[],
  key: string,
  order: unknown,
  merge: (before: unknown, after: unknown) => unknown,
): unknown[] {
  const keyOf = (item: unknown): unknown => (isFields(item) ? item[key] : undefined)
  const replaces = patch.some(item => isDirective(item, 'replace') && keyOf(item) === undefined)
  if (replaces) return patch.filter(item => !isDirective(item, 'replace'))
  let merged: unknown[] = [...list]
  for (const item of patch) {
    if (isDirective(item, 'delete')) {
      merged = merged.filter(known => keyOf(known) !== keyOf(item))
      continue
    }
    const index = merged.findIndex(known => keyOf(known) === keyOf(item))
    if (index < 0) merged.push(merge(undefined, item))
    else merged[index] = merge(merged[index], item)
  }
  return inOrder(merged, list, Array.isArray(order) ? order : patch, keyOf)
}

/**
 * The elements that the client names come in its order; the others are put in between, each before the first named one that it
 * stood before in the live list.
 */
function inOrder(
  merged: readonly unknown[],
  live: readonly unknown[],
  order: readonly unknown[],
  keyOf: (item: unknown) => unknown,
): unknown[] {
  const position = (items: readonly unknown[], item: unknown): number => items.findIndex(known => sameJson(keyOf(known), keyOf(item)))
  const named = merged.filter(item => position(order, item) >= 0).toSorted((left, right) => position(order, left) - position(order, right))
  const others = merged.filter(item => position(order, item) < 0).toSorted((left, right) => position(live, left) - position(live, right))
  const result: unknown[] = []
  for (const item of named) {
    for (;;) {
      const [other] = others
      if (other === undefined || position(live, item) < 0 || position(live, other) > position(live, item)) break
      result.push(other)
      others.shift()
    }
    result.push(item)
  }
  return [...result, ...others]
}
