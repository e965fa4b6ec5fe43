import {randomInt} from 'node:crypto'

// Kubernetes uses no vowels and no characters that look alike, so the suffix never forms a word.
const alphabet = 'bcdfghjklmnpqrstvwxz2456789'
const longest = 58

/** A name with a suffix of five characters; `taken` says which are in use. */
export function generatedName(prefix: string, taken: (name: string) => boolean): string {
  for (;;) {
    const suffix = Array.from({length: 5}, () => alphabet[randomInt(alphabet.length)]).join('')
    const name = `${prefix.slice(0, longest)}${suffix}`
    if (!taken(name)) return name
  }
}
