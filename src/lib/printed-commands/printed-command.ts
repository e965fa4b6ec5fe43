/** The programs that users run besides vkctl itself. */
export type Program = 'vkctl' | 'az' | 'kubectl' | 'helm' | 'flux' | 'argocd'

/**
 * A command that is printed to be copied, as data: only what it is about. What says which cluster is meant is added, and the words are quoted, where it is
 * printed (printed-lines.ts). A word in capitals, such as LOCATION, is for the user to fill in.
 */
export interface PrintedCommand {
  readonly program: Program
  readonly words: readonly string[]
}

type Value = string | readonly string[]

/** A template tag: words are separated by blanks, a filled-in text stays within its word, and a filled-in list becomes words of its own. */
const commandOf =
  (program: Program) =>
  (fixed: TemplateStringsArray, ...values: readonly Value[]): PrintedCommand => ({program, words: wordsOf(fixed, values)})

export const vkctl = commandOf('vkctl')
export const az = commandOf('az')
export const kubectl = commandOf('kubectl')
export const helm = commandOf('helm')
export const flux = commandOf('flux')
export const argocd = commandOf('argocd')

function wordsOf(fixed: readonly string[], values: readonly Value[]): readonly string[] {
  const words: string[] = []
  let isOpen = false
  const add = (text: string): void => {
    if (isOpen) words.push(`${words.pop() ?? ''}${text}`)
    else words.push(text)
    isOpen = true
  }
  for (const [index, text] of fixed.entries()) {
    for (const [at, piece] of text.split(/\s+/).entries()) {
      if (at > 0) isOpen = false
      if (piece !== '') add(piece)
    }
    const value = values[index]
    if (typeof value === 'string') add(value)
    else for (const word of value ?? []) words.push(word)
  }
  return words
}
