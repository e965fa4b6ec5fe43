import type {Command} from '@oclif/core/command'
import {printable} from '../lib/output/printable.ts'
import {argumentGroups} from './argument-groups.ts'
import type {Entry} from './layout.ts'
import {sentence} from './sentence.ts'

/** The configured default of a flag; a flag with one is not required. */
export type Configured = (flag: string) => string | undefined

/** The arguments of a command in groups, each with its heading. Groups without arguments are left out. */
export function argumentSections(
  {flags, args}: Pick<Command.Cached, 'flags' | 'args'>,
  configured: Configured,
): readonly {readonly title: string; readonly entries: readonly Entry[]}[] {
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
  return [
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
