/** Minimum similarity of two words, from 0 to 1, as in az. */
export const cutoff = 0.7
/** Shorter beginnings of a word fit too many words. */
const shortest = 3

/** The words that are most similar to a misspelt one, best first. The opposite of the word, which differs by few letters, is never among them. */
export function suggest(word: string, words: Iterable<string>): readonly string[] {
  const typed = word.toLowerCase()
  return [...words]
    .map(candidate => ({candidate, score: likenessInSense(typed, candidate.toLowerCase())}))
    .filter(entry => entry.score >= cutoff)
    .toSorted((a, b) => b.score - a.score)
    .map(({candidate}) => candidate)
}

/** The line for an error message, as az writes it; empty if no word is similar. */
export function didYouMean(word: string, words: Iterable<string>): readonly string[] {
  const [best] = suggest(word, words)
  return best === undefined ? [] : [`Did you mean '${best}' ?`]
}

/** The similarity of two words, from 0 to 1; 0 if one means the opposite of the other. The beginning of a word is as good as a similar word. */
export function likenessInSense(typed: string, candidate: string): number {
  if (isOpposite(typed, candidate) || isOpposite(candidate, typed)) return 0
  const begins = typed.replaceAll('-', '').length >= shortest && candidate.startsWith(typed)
  return Math.max(begins ? cutoff : 0, likeness(typed, candidate))
}

const negations = ['un', 'de', 'dis', 'no-', 'no']

/** Whether a word, perhaps misspelt, is another one with a negation in front: `unistall` and `install`, `--no-wait` and `--wait`. */
function isOpposite(negated: string, other: string): boolean {
  const [a, b] = [negated.replace(/^-+/, ''), other.replace(/^-+/, '')]
  if (negations.some(negation => b.startsWith(negation))) return false
  return negations.some(negation => a.startsWith(negation) && likeness(a.slice(negation.length), b) > likeness(a, b))
}

/** Share of letters in common blocks (Ratcliff and Obershelp), the measure that az's Python uses. */
function likeness(a: string, b: string): number {
  return a.length + b.length === 0 ? 0 : (2 * commonLetters(a, b)) / (a.length + b.length)
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
