import {fileURLToPath} from 'node:url'
import {beforeAll, describe, expect, it} from '@jest/globals'
import {describeCommands} from '../../scripts/manifest.ts'
import {argumentGroups} from '../../src/help/argument-groups.ts'
import {commandHelp} from '../../src/help/command-help.ts'
import {exitCodes as shownCodes} from '../../src/help/exit-codes.ts'
import {groupHelp} from '../../src/help/group-help.ts'
import {commandGroups} from '../../src/help/root-help.ts'
import {exitCodes} from '../../src/lib/errors.ts'
import {readSurface, type Surface} from '../../src/surface.ts'

// What users and their scripts rely on. A wanted change is taken over by `npm test -- test/surface -u`, and shows in the review.

const root = fileURLToPath(new URL('../..', import.meta.url))
let surface: Surface

beforeAll(async () => {
  surface = await readSurface(root, (await describeCommands(root, './src/commands')).commands)
})

describe('the surface', () => {
  it('has these commands and flags', () => {
    const lines = Object.entries(surface.commands).flatMap(([id, {flags, args}]) => [
      id.replaceAll(':', ' '),
      ...Object.keys(args).map(name => `  ${name.toUpperCase()}`),
      ...Object.entries(flags)
        .toSorted(([a], [b]) => a.localeCompare(b))
        .map(([name, flag]) => {
          const value = flag.type === 'boolean' ? '' : ` ${flag.options?.join('|') ?? 'VALUE'}${flag.multiple === true ? '...' : ''}`
          return `  --${name}${flag.char === undefined ? '' : ` -${flag.char}`}${value}${flag.required === true ? ' (required)' : ''}`
        }),
    ])
    expect(lines.join('\n')).toMatchSnapshot()
  })

  it('has this help', () => {
    const groups = ['', ...Object.keys(surface.groups)].toSorted().map(id => groupHelp(surface, id, 100))
    const commands = Object.values(surface.commands).map(command =>
      commandHelp(command, {bin: surface.bin, configured: () => undefined, width: 100}),
    )
    expect([...groups, ...commands].join('\n')).toMatchSnapshot()
  })

  it('says what every command and flag is for, and gives examples of every command', () => {
    const silent = Object.entries(surface.commands).flatMap(([id, {summary, examples, flags}]) => [
      ...(summary === undefined ? [`${id} has no summary`] : []),
      ...(examples?.some(example => typeof example !== 'string' && example.command.startsWith('vkctl ')) === true
        ? []
        : [`${id} has no example`]),
      ...Object.entries(flags).flatMap(([name, flag]) =>
        flag.summary === undefined && flag.hidden !== true ? [`${id} --${name} has no summary`] : [],
      ),
    ])
    expect(silent).toEqual([])
  })

  it('shows every flag in a group of the help, and every command in the root help', () => {
    const groups: readonly (string | undefined)[] = argumentGroups
    const ungrouped = Object.entries(surface.commands).flatMap(([id, {flags}]) =>
      Object.entries(flags)
        .filter(([, flag]) => flag.hidden !== true && !groups.includes(flag.helpGroup))
        .map(([name]) => `${id} --${name} is in no group: wrap it in inGroup(...) of src/help/argument-groups.ts`),
    )
    const listed = commandGroups.flatMap(({commands}) => commands.map(name => name.replaceAll(' ', ':')))
    const shown = Object.entries(surface.commands).flatMap(([id, {hidden}]) => (hidden ? [] : id))
    const unlisted = shown.filter(id => !listed.includes(id)).map(id => `${id} is in no group: add it in src/help/root-help.ts`)
    const gone = listed.filter(id => !shown.includes(id)).map(id => `${id} is no command: remove it from src/help/root-help.ts`)
    expect([...ungrouped, ...unlisted, ...gone]).toEqual([])
  })

  it('shows every exit code in the root help', () => {
    expect(shownCodes.map(({code}) => Number(code))).toEqual([...Object.values(exitCodes), 130])
  })

  it('uses nothing of oclif that src/arguments does not honour', () => {
    const ignored = ['env', 'dependsOn', 'relationships', 'delimiter', 'allowNo', 'charAliases', 'deprecated', 'combinable'] as const
    const used = Object.entries(surface.commands).flatMap(([id, {flags, aliases}]) => [
      ...(aliases.length > 0 ? [`${id} has aliases`] : []),
      ...Object.entries(flags).flatMap(([name, flag]) =>
        ignored.filter(key => Boolean((flag as Record<string, unknown>)[key])).map(key => `${id} --${name}: ${key}`),
      ),
    ])
    expect(used).toEqual([])
  })
})
