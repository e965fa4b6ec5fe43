/** The first names, and the number of the others: `a, b, c, d, e and 7 more`. */
export function someOf(names: readonly string[], shown = 5): string {
  const more = names.length - shown
  return `${names.slice(0, shown).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
