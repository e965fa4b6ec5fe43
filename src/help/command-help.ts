import type {Command} from '@oclif/core/command'
import {printable} from '../lib/output/printable.ts'
import {argumentGroups} from './argument-groups.ts'
import {listed, nameWidth, paragraph, type Entry} from './layout.ts'
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

/** The configured default of a flag; a flag with one is not required. */
type Configured = (flag: string) => string | undefined

/** Help of one command in az's layout: its arguments by group, and its examples at the end. Lines are `width` characters long at most. */
export function commandHelp(
  {id, summary = '', description, examples = [], flags, args}: Described,
  {bin, configured, width}: {readonly bin: string; readonly configured: Configured; readonly width: number},
): string {
  const shown = Object.entries(flags)
    .filter(([, flag]) => flag.hidden !== true)
    .map(([name, flag]) => ({name, flag, config: configured(name)}))
    .map(({config, ...one}) => ({
      ...one,
      config: config === undefined ? undefined : printable(config),
      isRequired: one.flag.required === true && config === undefined,
    }))
    .toSorted((a, b) => Number(b.isRequired) - Number(a.isRequired) || a.name.localeCompare(b.name))
  const isNamed = (group: string | undefined) => argumentGroups.some(one => one === group)
  const sections = [
    {
      title: 'Arguments',
      entries: [
        ...Object.entries(args).map(([name, arg]) => argEntry(name, arg)),
        ...shown.filter(({flag}) => !isNamed(flag.helpGroup)).map(flagEntry),
      ],
    },
    ...argumentGroups.map(group => ({
      title: `${group} Arguments`,
      entries: shown.filter(({flag}) => flag.helpGroup === group).map(flagEntry),
    })),
  ].filter(({entries}) => entries.length > 0)
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

interface ShownFlag {
  readonly name: string
  readonly flag: Command.Flag.Any
  readonly config: string | undefined
  readonly isRequired: boolean
}

function argEntry(name: string, {required, description = ''}: Command.Arg.Any): Entry {
  return {names: name.toUpperCase(), ...(required === true && {tags: '[Required]'}), text: sentence(description)}
}

function flagEntry({name, flag, config, isRequired}: ShownFlag): Entry {
  const {char, summary, description} = flag
  const options = flag.type === 'option' ? flag.options : undefined
  const byDefault = shownDefault(flag)
  return {
    names: char === undefined ? `--${name}` : `--${name} -${char}`,
    ...(isRequired && {tags: '[Required]'}),
    text: [
      sentence(summary ?? description ?? ''),
      ...(options === undefined ? [] : [`Allowed values: ${options.toSorted().join(', ')}.`]),
      ...(byDefault === undefined ? [] : [`Default: ${byDefault}.`]),
      ...(config === undefined ? [] : [`Config: ${config}.`]),
    ].join('  '),
    ...(summary !== undefined && description !== undefined && {more: description}),
  }
}

function shownDefault(flag: Command.Flag.Any): string | undefined {
  if (flag.type === 'boolean') return undefined
  return typeof flag.default === 'string' || typeof flag.default === 'number' ? String(flag.default) : undefined
}

function exampleLines(example: Command.Example, width: number): readonly string[] {
  const {description, command} = typeof example === 'string' ? {description: '', command: example} : example
  // Users copy commands, so they are not wrapped.
  return [...(description === '' ? [] : paragraph(description, 1, width)), ...command.split('\n').map(line => `        ${line}`), '']
}
