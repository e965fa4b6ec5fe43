import type {Command} from '@oclif/core/command'
import {argumentSections, type Configured} from './argument-sections.ts'
import {listed, nameWidth, paragraph} from './layout.ts'
import {sentence} from './sentence.ts'

/** The command that help describes: its entry in the manifest, or the class itself. */
export interface Described {
  readonly id: string
  readonly summary?: string | undefined
  readonly description?: string | undefined
  readonly examples?: readonly Command.Example[] | undefined
  readonly flags: Readonly<Record<string, Command.Flag.Any>>
  readonly args: Readonly<Record<string, Command.Arg.Any>>
}

/** Help of one command in az's layout: its arguments by group, and its examples at the end. Lines are `width` characters long at most. */
export function commandHelp(
  {id, summary = '', description, examples = [], flags, args}: Described,
  {bin, configured, width}: {readonly bin: string; readonly configured: Configured; readonly width: number},
): string {
  const sections = argumentSections({flags, args}, configured)
  const column = nameWidth(sections.flatMap(({entries}) => entries))
  return [
    '',
    'Command',
    ...paragraph(`${bin} ${id.replaceAll(':', ' ')} : ${sentence(summary)}`, 1, width),
    ...(description === undefined ? [] : paragraph(description, 2, width)),
    '',
    ...sections.flatMap(({title, entries}) => [title, ...entries.flatMap(entry => listed(entry, column, width)), '']),
    ...(examples.length === 0 ? [] : ['Examples', ...examples.flatMap(example => exampleLines(example, width))]),
    '',
  ].join('\n')
}

function exampleLines(example: Command.Example, width: number): readonly string[] {
  const {description, command} = typeof example === 'string' ? {description: '', command: example} : example
  // Users copy commands, so they are not wrapped.
  return [...(description === '' ? [] : paragraph(description, 1, width)), ...command.split('\n').map(line => `        ${line}`), '']
}
