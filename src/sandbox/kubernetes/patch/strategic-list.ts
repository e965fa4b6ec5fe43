import {isFields, sameJson} from '../object.ts'

/** Adds the elements of a patch to a list of scalars. */
export function mergeScalarList(list: readonly unknown[], patch: readonly unknown[], order: unknown): unknown[] {
  const merged = [...list]
  for (const item of patch) if (!merged.some(known => sameJson(known, item))) merged.push(item)
  return inOrder(merged, list, order, item => item)
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
  const replaces = patch.some(item => isFields(item) && item.$patch === 'replace' && keyOf(item) === undefined)
  let merged: unknown[] = replaces ? [] : [...list]
  for (const item of patch) {
    if (isFields(item) && item.$patch === 'replace' && keyOf(item) === undefined) continue
    if (isFields(item) && item.$patch === 'delete') {
      merged = merged.filter(known => keyOf(known) !== keyOf(item))
      continue
    }
    const index = merged.findIndex(known => keyOf(known) === keyOf(item))
    if (index < 0) merged.push(merge(undefined, item))
    else merged[index] = merge(merged[index], item)
  }
  return inOrder(merged, list, order, keyOf)
}

/** The named elements in the wanted order; the others stay near where they were. */
function inOrder(merged: readonly unknown[], before: readonly unknown[], order: unknown, keyOf: (item: unknown) => unknown): unknown[] {
  if (!Array.isArray(order)) return [...merged]
  const wanted = order.map(keyOf)
  const position = (item: unknown): number => wanted.findIndex(key => sameJson(key, keyOf(item)))
  const ordered = merged.filter(item => position(item) >= 0).sort((left, right) => position(left) - position(right))
  const rest = merged.filter(item => position(item) < 0)
  const result = [...ordered]
  for (const item of rest) {
    const at = before.findIndex(known => sameJson(keyOf(known), keyOf(item)))
    const earlier = before.slice(0, Math.max(at, 0)).map(keyOf)
    const after = result.findLastIndex(known => earlier.some(key => sameJson(key, keyOf(known))))
    result.splice(after + 1, 0, item)
  }
  return result
}
