/** The lines of the maps and lists in YAML documents, and of their fields and items. Lines are counted from 1. */
export class Lines {
  /** Plain objects, because maps with the same fields share their shape: large files have many, and a Map for each takes four times the memory. */
  readonly #lines = new WeakMap<object, Record<string, number>>()
  readonly #repeated = new WeakMap<object, Set<string>>()

  /** @param key The name of a field or the index of an item; undefined for the holder itself. */
  note(holder: object, key: string | undefined, line: number): void {
    const known = this.#lines.get(holder) ?? {}
    known[entry(key)] = line
    this.#lines.set(holder, known)
  }

  /** The line of a field or item, else of its holder; undefined if the holder is not from a document. */
  of(holder: object, key?: string): number | undefined {
    const known = this.#lines.get(holder)
    return known?.[entry(key)] ?? known?.[entry(undefined)]
  }

  /** Notes that a map has a field more than once. */
  noteRepeated(holder: object, key: string): void {
    this.#repeated.set(holder, (this.#repeated.get(holder) ?? new Set()).add(key))
  }

  /** The fields that a map has more than once. */
  repeated(holder: object): readonly string[] {
    return [...(this.#repeated.get(holder) ?? [])]
  }
}

/** The prefix keeps a field named `self` apart from the entry of the holder, and `constructor` from what every object has. */
function entry(key: string | undefined): string {
  return key === undefined ? 'self' : `.${key}`
}
