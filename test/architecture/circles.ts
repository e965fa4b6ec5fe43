import type {Import} from './imports.ts'

/** Files that import one another, directly or through others: each circle once, its files in order. */
export function circles(imports: readonly Import[]): readonly (readonly string[])[] {
  const importedBy = new Map<string, Set<string>>()
  for (const {from, to} of imports) importedBy.set(from, (importedBy.get(from) ?? new Set()).add(to))
  const reached = new Map([...importedBy.keys()].map(file => [file, reachableFrom(file, importedBy)]))
  const found = [...reached].flatMap(([file, others]) =>
    others.has(file) ? [[...others].filter(other => reached.get(other)?.has(file)).toSorted()] : [],
  )
  return [...new Map(found.map(circle => [circle.join(' '), circle])).values()]
}

/** All that a file imports, directly or through others; the file itself only when it stands in a circle. */
function reachableFrom(file: string, importedBy: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const reached = new Set<string>()
  const next = [file]
  for (let current = next.pop(); current !== undefined; current = next.pop()) {
    for (const imported of importedBy.get(current) ?? []) {
      if (reached.has(imported)) continue
      reached.add(imported)
      next.push(imported)
    }
  }
  return reached
}
