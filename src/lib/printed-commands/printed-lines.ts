import {completeWords, type CommandTarget} from './command-target.ts'
import type {PrintedCommand} from './printed-command.ts'
import {shellWord, type Shell} from './shell-words.ts'

/** A part of a manifest to copy, in one line; or a line to copy that was printed already. */
export interface Snippet {
  readonly yaml: string
}

/** A line of advice: a sentence, or a command or a part of a manifest to copy. */
export type Line = string | PrintedCommand | Snippet

/** What the user can do: lines. A text may also be several lines of sentences; an empty one is none. */
export type Advice = Line | readonly Line[]

/** What to do, as it is printed. */
export interface PrintedRemedy {
  /** Lines, separated by line breaks. */
  readonly remedy: string
  /** The lines that are commands, which must not be broken, if there are some. */
  readonly commands?: readonly string[]
  /** The lines that are parts of a manifest, which must not be broken either, if there are some. */
  readonly snippets?: readonly string[]
}

/** A command as it is printed: with what says which cluster is meant, and quoted for a shell. */
export function printedCommand(command: PrintedCommand, target: CommandTarget, shell?: Shell): string {
  return [command.program, ...completeWords(command, target).map(word => shellWord(word, shell))].join(' ')
}

/** A line as it is printed. */
export function printedLine(line: Line, target: CommandTarget, shell?: Shell): string {
  if (typeof line === 'string') return line
  return 'yaml' in line ? line.yaml : printedCommand(line, target, shell)
}

export function printedRemedy(advice: Advice, target: CommandTarget, shell?: Shell): PrintedRemedy {
  const lines = linesOf(advice)
  const commands = lines.flatMap(line => (typeof line === 'string' || 'yaml' in line ? [] : printedCommand(line, target, shell)))
  const snippets = lines.flatMap(line => (typeof line === 'string' || !('yaml' in line) ? [] : line.yaml))
  return {
    remedy: lines.map(line => printedLine(line, target, shell)).join('\n'),
    ...(commands.length > 0 && {commands}),
    ...(snippets.length > 0 && {snippets}),
  }
}

/** Whether a line of a remedy is to be copied, so that it must not be broken. */
export function isToCopy(line: string, {commands = [], snippets = []}: Omit<PrintedRemedy, 'remedy'>): boolean {
  return commands.includes(line) || snippets.includes(line)
}

/** Several remedies as one, each line once. Only checks of manifests have snippets, and nothing is joined to those. */
export function joinedRemedies(remedies: readonly PrintedRemedy[]): PrintedRemedy {
  const lines = [...new Set(remedies.flatMap(({remedy}) => remedy.split('\n')))].filter(line => line !== '')
  const commands = new Set(remedies.flatMap(one => one.commands ?? []))
  const mine = lines.filter(line => commands.has(line))
  return {remedy: lines.join('\n'), ...(mine.length > 0 && {commands: mine})}
}

export function linesOf(advice: Advice): readonly Line[] {
  const isList = (one: Advice): one is readonly Line[] => Array.isArray(one)
  if (isList(advice)) return advice
  return advice === '' ? [] : [advice]
}

/** Lines that are the same only once: several faults may have the same remedy. */
export function uniqueLines(lines: readonly Line[]): readonly Line[] {
  return [...new Map(lines.map(line => [JSON.stringify(line), line])).values()]
}
