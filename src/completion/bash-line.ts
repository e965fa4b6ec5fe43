import type {Answer} from './candidates.ts'
import type {Line} from './cursor.ts'

/** A line of bash, and what is needed to answer in the way that readline expects. */
export interface BashLine extends Line {
  /** How many characters of the word at the cursor, without quotes, readline keeps: it replaces only what follows the last word break. */
  readonly kept: number
  /** The quote that is open at the cursor. */
  readonly quote: '' | '"' | "'"
  /** Whether the word at the cursor is the file of a redirection. */
  readonly redirected: boolean
  /** The index in COMP_WORDS of each word. */
  readonly indexes: readonly number[]
}

/**
 * Splits a command line as bash does, without expanding anything.
 * @param breaks COMP_WORDBREAKS.
 */
export function splitBashLine(before: string, after: string, breaks: string): BashLine {
  const head = split(before, breaks)
  // What follows the cursor only tells which flags are given. The rest of the word at the cursor does not count.
  const {words: following, last} = split(after.replace(/^[^\s]*/, ''), breaks)
  const tail = [...following, ...(last.shape === '' ? [] : [last])].filter(({redirected}) => !redirected)
  const {last: current} = head
  const front = head.words.filter(({redirected}) => !redirected)
  let next = 0
  const indexes = [...front, current].map(word => {
    const index = next
    next += piecesOf(word)
    return index
  })
  return {
    // Without vkctl itself.
    words: [...front, current, ...tail].map(({text}) => text).slice(1),
    index: front.length - 1,
    indexes: indexes.slice(1),
    kept: current.kept,
    quote: current.quote,
    redirected: current.redirected,
  }
}

interface Word {
  readonly text: string
  readonly kept: number
  /** The quote that is open at its end. */
  readonly quote: BashLine['quote']
  /** A letter for each piece of text in it, a dash for each word break. */
  readonly shape: string
  readonly redirected: boolean
}

interface Split {
  readonly words: readonly Word[]
  /** The word that the line ends in. It is empty after a space. */
  readonly last: Word
}

const tokens =
  /(?<space>\s+)|(?<redirection>\d*&?[<>]+[&|]?)|'(?<single>[^']*)(?:'|$)|"(?<double>(?:\\[^]|[^"\\])*)(?:"|\\?$)|\\(?<escaped>[^]?)|(?<plain>[^])/g

function split(line: string, breaks: string): Split {
  const words: Word[] = []
  let last = emptyWord(false)
  for (const {0: token, groups = {}} of line.matchAll(tokens)) {
    const {space, redirection} = groups
    if (space === undefined && redirection === undefined) {
      last = longer(last, token, groups, breaks)
      continue
    }
    if (last.shape !== '') words.push(last)
    last = emptyWord(redirection !== undefined || (last.redirected && last.shape === ''))
  }
  return {words, last}
}

const emptyWord = (redirected: boolean): Word => ({text: '', kept: 0, quote: '', shape: '', redirected})

/** A word with one more token. */
function longer({text: start, kept, shape, redirected}: Word, token: string, groups: Token, breaks: string): Word {
  const {single, double, escaped, plain} = groups
  const text = start + (single ?? double?.replaceAll(/\\(["$`\\])/g, '$1') ?? escaped ?? plain ?? '')
  const isBreak = plain !== undefined && breaks.includes(plain)
  // readline leaves an @ in the word.
  const breakAt = text.length - (plain === '@' ? 1 : 0)
  const isOpen = token.length === ((single ?? double)?.length ?? token.length) + 1
  return {
    text,
    kept: isBreak ? breakAt : kept,
    quote: isOpen ? (token.charAt(0) as BashLine['quote']) : '',
    shape: shape + (isBreak ? '-' : 'a'),
    redirected,
  }
}

type Token = Readonly<Record<string, string | undefined>>

/** How many entries of COMP_WORDS a word has: bash splits words at the word breaks. */
const piecesOf = ({shape}: Word): number => Math.max(1, shape.replaceAll(/(.)\1+/g, '$1').length)

/** An answer as the lines that bash's function reads: words quoted, and without what readline keeps. */
export function bashLines(answer: Answer, {kept, quote, indexes}: BashLine): readonly string[] {
  switch (answer.kind) {
    case 'files':
      return [answer.before.endsWith('@') ? '\tfiles @' : '\tfiles']
    case 'other-command':
      return [`\tcommand ${indexes[answer.index] ?? 0}`]
    case 'words':
      return answer.candidates.map(({value}) => quoted(value.slice(kept), quote))
    default:
      return answer satisfies never
  }
}

function quoted(value: string, quote: BashLine['quote']): string {
  if (quote === "'") return value.replaceAll("'", String.raw`'\''`)
  if (quote === '"') return value.replaceAll(/["$`\\]/g, String.raw`\$&`)
  return value.replaceAll(/[^\w./:=@%+,-]/gu, String.raw`\$&`)
}
