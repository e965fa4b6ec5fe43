import {printable} from '../lib/output/printable.ts'
import type {Surface} from '../surface.ts'
import {flagsLeft, type Cursor, type InCommand} from './cursor.ts'
import {lists, orFiles, valueKind, type ValueKind} from './values.ts'

/** A word that the user may mean, as the program has to get it. */
export interface Candidate {
  readonly value: string
  readonly description?: string
}

export type Answer =
  | {readonly kind: 'words'; readonly candidates: readonly Candidate[]}
  /** Names of files. `before` is what the word has in front of the path, such as `--set-values=` or `@`. */
  | {readonly kind: 'files'; readonly before: string}
  /** The completion of another command, which begins at this index of the words after `vkctl`. */
  | {readonly kind: 'other-command'; readonly index: number}

/** Values of a kind that stand in no manifest. Never rejects. */
export type Source = (kind: ValueKind, cursor: InCommand) => Promise<readonly Candidate[]>

const none: Answer = {kind: 'words', candidates: []}

/** What the word at the cursor may be. */
export async function answer(cursor: Cursor, surface: Surface, source: Source): Promise<Answer> {
  switch (cursor.at) {
    case 'nowhere':
      return none
    case 'other-command':
      return {kind: 'other-command', index: cursor.index}
    case 'command':
      return words(commandsIn(cursor.group, surface, cursor.typed), cursor.typed)
    case 'flag':
      return words(flagWords(cursor), cursor.typed)
    case 'argument':
      return argumentAnswer(cursor, source)
    case 'value':
      return valueAnswer(cursor, {...cursor, options: optionsOf(cursor), kind: valueKind(cursor.command.id, cursor.flag)}, source)
    default:
      return cursor satisfies never
  }
}

/** The commands and groups in a group. */
function commandsIn(group: string, {groups, commands}: Surface, typed: string): readonly Candidate[] {
  if (typed.startsWith('-')) {
    const version = group === '' ? [{value: '--version', description: 'Show the version of vkctl.'}] : []
    return [{value: '--help', description: 'Show this help message and exit.'}, ...version]
  }
  const shown = Object.values(commands).filter(({hidden}) => !hidden)
  const summaries = new Map([...Object.entries(groups), ...shown.map(({id, summary}) => [id, summary] as const)])
  return [...summaries].flatMap(([id, description]) => {
    const parts = id.split(':')
    return parts.slice(0, -1).join(':') === group ? [described(parts.at(-1) ?? '', description)] : []
  })
}

function flagWords({command, given, typed}: Extract<Cursor, {at: 'flag' | 'argument'}>): readonly Candidate[] {
  return flagsLeft(command, given).map(([name, {char, summary}]) =>
    // A short flag is offered when it is typed already, so that the shell goes on to its value.
    described(char !== undefined && typed === `-${char}` ? typed : `--${name}`, summary),
  )
}

async function argumentAnswer(cursor: Extract<Cursor, {at: 'argument'}>, source: Source): Promise<Answer> {
  const {name, typed, command} = cursor
  if (name === undefined) return typed === '' ? words(flagWords(cursor), '') : none
  const kind = valueKind(command.id, name.toUpperCase())
  return valueAnswer(cursor, {before: '', typed, options: command.args[name]?.options, kind}, source)
}

interface Value {
  readonly before: string
  readonly typed: string
  /** The allowed values, if they are listed. */
  readonly options: readonly string[] | undefined
  readonly kind: ValueKind | undefined
}

async function valueAnswer(cursor: InCommand, {before, typed, options, kind = 'text'}: Value, source: Source): Promise<Answer> {
  if (options !== undefined)
    return words(
      options.map(value => described(value)),
      typed,
      before,
    )
  if (typed.startsWith('@')) return {kind: 'files', before: `${before}@`}
  if (kind === 'file' || (orFiles.has(kind) && /^\.|[/\\]/.test(typed))) return {kind: 'files', before}
  if (kind === 'text') return none
  const all = await source(kind, cursor)
  if (!lists.has(kind)) return words(all, typed, before)
  const end = typed.lastIndexOf(',') + 1
  const listed = new Set(typed.slice(0, end).split(','))
  return words(
    all.filter(({value}) => !listed.has(value)),
    typed.slice(end),
    before + typed.slice(0, end),
  )
}

function optionsOf({command, flag: name}: Extract<Cursor, {at: 'value'}>): readonly string[] | undefined {
  const {[name]: flag} = command.flags
  return flag?.type === 'option' ? flag.options : undefined
}

/** The candidates that begin with what is typed; upper and lower case are the same, as for vkctl. */
function words(candidates: readonly Candidate[], typed: string, before = ''): Answer {
  const start = typed.toLowerCase()
  return {
    kind: 'words',
    candidates: candidates
      .filter(({value}) => value.toLowerCase().startsWith(start))
      .map(({value, ...rest}) => ({value: before + value, ...rest})),
  }
}

/** With the first sentence of a description. */
function described(value: string, text?: string): Candidate {
  const [sentence = ''] = printable(text ?? '').split(/(?<=[.:]) |\n/, 1)
  return {value, ...(sentence !== '' && {description: sentence.replace(/[.:]$/, '')})}
}
