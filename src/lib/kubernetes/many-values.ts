/**
 * Whether a parsed text contains more values than `most`, itself included. YAML aliases of aliases are small until somebody walks through them, and an alias can
 * even contain itself.
 */
export function hasMoreValues(parsed: unknown, most: number): boolean {
  const open = [parsed]
  for (let counted = 0; open.length > 0; counted++) {
    if (counted + open.length > most) return true
    const value = open.pop()
    if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) open.push(one)
  }
  return false
}
