/** Where the maps and lists of YAML documents stand; lines are counted from 1. */
export class Lines {
  readonly #lines = new WeakMap<object, Map<string, number>>()

  /** @param key Of a field or an item of the holder; without it the holder itself. */
  note(holder: object, key: string | undefined, line: number): void {
    const known = this.#lines.get(holder) ?? new Map<string, number>()
    known.set(entry(key), line)
    this.#lines.set(holder, known)
  }

  /** The line of a field, else that of its holder; undefined for what stands in no document. */
  of(holder: object, key?: string): number | undefined {
    const known = this.#lines.get(holder)
    return known?.get(entry(key)) ?? known?.get(entry(undefined))
  }
}

/** No key begins like the entry of the holder itself. */
function entry(key: string | undefined): string {
  return key === undefined ? 'self' : `.${key}`
}
