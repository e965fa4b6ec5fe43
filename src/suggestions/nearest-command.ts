import {cutoff, likenessInSense} from '../lib/suggest.ts'
import type {Line} from '../lib/printed-commands/printed-lines.ts'
import {notOurs, wordsForCommands} from './other-words.ts'

/** What the first words of a command line may have meant. */
export type Meant = {readonly words: number} & Target

type Target = {readonly id: string} | {readonly advice: readonly Line[]}

/** What the commands do that must not be mistaken for one another. */
const effectOf: Readonly<Record<string, 'makes' | 'removes'>> = {
  'install-connector': 'makes',
  'upgrade-connector': 'makes',
  'remove-connector': 'removes',
}
/** `nistall` is as near to `install` as to `uninstall`: then nothing is suggested. */
const margin = 0.1

/** az and the words for the thing itself are no part of a command here. */
const skipped = new Set(['az', 'aks', 'vkctl', 'connector', 'connectors', 'help'])

/**
 * The command or the group that words most likely mean, and how many of the words that takes: first by what other tools call it, then by similar words.
 * Undefined if nothing is near.
 * @param ids Ids of the commands and groups that exist, such as `provider:check`.
 */
export function nearestCommand(words: readonly string[], ids: readonly string[]): Meant | undefined {
  const first = words.findIndex(word => !skipped.has(word.toLowerCase()))
  if (first === -1) return undefined
  const known = knownPhrases(ids)
  const typed = words.slice(first).map(normal)
  const scored = known
    .filter(({phrase}) => phrase.length <= typed.length)
    .map(({phrase, meant}) => ({
      length: phrase.length,
      meant,
      score: Math.min(...phrase.map((word, index) => likenessInSense(typed[index] ?? '', word))),
    }))
    .filter(({score}) => score >= cutoff)
    // `provider show` leads further than `provider`.
    .toSorted((a, b) => b.length - a.length || b.score - a.score)
  const [best] = scored
  if (best === undefined || scored.some(other => best.score - other.score < margin && areOpposite(best.meant, other.meant)))
    return undefined
  // `connector install connector`
  const after = words[first + best.length]?.toLowerCase() ?? ''
  return {...best.meant, words: first + best.length + (/^connectors?$/.test(after) ? 1 : 0)}
}

function areOpposite(...meant: readonly [Target, Target]): boolean {
  const effects = new Set(meant.map(one => ('id' in one ? effectOf[one.id] : undefined)))
  return effects.has('makes') && effects.has('removes')
}

function knownPhrases(ids: readonly string[]): readonly {readonly phrase: readonly string[]; readonly meant: Target}[] {
  const own = ids.map(id => ({phrase: id.split(':'), meant: {id}}))
  const others = Object.entries(wordsForCommands)
    .filter(([id]) => ids.includes(id))
    .flatMap(([id, phrases]) => phrases.map(phrase => ({phrase: phrase.split(' '), meant: {id}})))
  const foreign = Object.entries(notOurs).map(([phrase, advice]) => ({phrase: phrase.split(' '), meant: {advice}}))
  return [...own, ...others, ...foreign].map(({phrase, meant}) => ({phrase: phrase.map(normal), meant}))
}

/** Without the ending, perhaps misspelt, that makes all commands look alike. */
function normal(word: string): string {
  const [, verb, ending = ''] = /^(.+)-(c[a-z]+)$/.exec(word.toLowerCase()) ?? []
  return verb !== undefined && likenessInSense(ending, 'connector') >= cutoff ? verb : word.toLowerCase()
}
