import {fileURLToPath} from 'node:url'
import type {Command} from '@oclif/core/command'
import {describeCommands} from '../../../scripts/manifest.ts'
import {readSurface, type Surface} from '../../../src/surface.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

export async function surfaceOfSource(): Promise<Surface> {
  return readSurface(root, (await describeCommands(root, './src/commands')).commands)
}

/** What is wrong with a command of vkctl by the surface of vkctl, as phrases. */
export function faultsOf({commands}: Surface, words: readonly string[]): readonly string[] {
  const id = [words.slice(0, 2).join(':'), words[0] ?? ''].find(one => commands[one] !== undefined)
  const command = id === undefined ? undefined : commands[id]
  if (id === undefined || command === undefined) return ['there is no such command']
  const {flags, positionals} = parse(command, words.slice(id.split(':').length))
  const args = Object.values(command.args)
  const needed = args.filter(({required}) => required === true).length
  return [
    ...(positionals > args.length || positionals < needed ? ['wrong number of words'] : []),
    ...flags.flatMap(given => faultsOfFlag(command, given, flags)),
    ...Object.entries(command.flags)
      .filter(([name, {required}]) => required === true && !flags.some(given => given.name === name))
      .map(([name]) => `--${name} is missing`),
  ]
}

interface Given {
  readonly name: string
  readonly value: string | undefined
}

function parse({flags}: Command.Cached, words: readonly string[]): {readonly flags: readonly Given[]; readonly positionals: number} {
  const given: Given[] = []
  let positionals = 0
  for (let at = 0; at < words.length; at++) {
    const name = words[at]?.replace(/^--/, '') ?? ''
    const takesValue = flags[name]?.type === 'option'
    if (words[at]?.startsWith('-') === true) given.push({name, value: takesValue ? words[++at] : undefined})
    else positionals++
  }
  return {flags: given, positionals}
}

function faultsOfFlag({flags}: Command.Cached, {name, value}: Given, given: readonly Given[]): readonly string[] {
  const flag = flags[name]
  if (flag === undefined) return [`--${name} is unknown`]
  const faults = given.filter(one => one.name === name).length > 1 ? [`--${name} is there twice`] : []
  const excluded = (flag.exclusive ?? []).filter(other => given.some(one => one.name === other))
  const isWrong = flag.type === 'option' && (value === undefined || value.startsWith('--') || flag.options?.includes(value) === false)
  return [...faults, ...excluded.map(other => `--${name} and --${other}`), ...(isWrong ? [`--${name} cannot be ${value}`] : [])]
}
