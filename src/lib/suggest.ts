/** Minimum similarity of two words, from 0 to 1, as in az. */
const cutoff = 0.7

/** The words that are most similar to a misspelt one, best first. */
export function suggest(word: string, words: Iterable<string>): readonly string[] {
  return [...words]
    .map(candidate => ({candidate, likeness: likeness(word.toLowerCase(), candidate.toLowerCase())}))
    .filter(entry => entry.likeness >= cutoff)
    .toSorted((a, b) => b.likeness - a.likeness)
    .map(({candidate}) => candidate)
}

/** The line for an error message, as az writes it; empty if no word is similar. */
export function didYouMean(word: string, words: Iterable<string>): readonly string[] {
  const [best] = suggest(word, words)
  return best === undefined ? [] : [`Did you mean '${best}' ?`]
}

/** Share of letters in common blocks (Ratcliff and Obershelp), the measure that az's Python uses. */
function likeness(a: string, b: string): number {
  return (2 * commonLetters(a, b)) / (a.length + b.length)
}

function commonLetters(a: string, b: string): number {
  let best = {length: 0, inA: 0, inB: 0}
  for (let inA = 0; inA < a.length; inA++) {
    for (let inB = 0; inB < b.length; inB++) {
      let length = 0
      while (inA + length < a.length && a[inA + length] === b[inB + length]) length++
      if (length > best.length) best = {length, inA, inB}
    }
  }
  if (best.length === 0) return 0
  const {length, inA, inB} = best
  return length + commonLetters(a.slice(0, inA), b.slice(0, inB)) + commonLetters(a.slice(inA + length), b.slice(inB + length))
}
