import {fileURLToPath} from 'node:url'
import {Config} from '@oclif/core/config'
import type {PJSON} from '@oclif/core/interfaces'
import type {VkctlCommand} from '../src/command.ts'
import type {ExitCode} from '../src/lib/errors.ts'
import type {System} from '../src/system.ts'

export interface CommandRun {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: ExitCode
}

type CommandClass = new (argv: string[], config: Config, system: System) => VkctlCommand

/** A system with no terminal and an empty environment, that can neither reach Azure nor run programs; `sleep` returns at once. */
export function fakeSystem(overrides: Partial<System> = {}): System {
  return {
    env: {},
    cwd: '/nowhere',
    home: '/nowhere',
    platform: 'linux',
    signal: new AbortController().signal,
    terminal: {stdin: false, stdout: false, stderr: false, columns: 80},
    write() {},
    say() {},
    ask: async () => unexpected('asks'),
    readInput: async () => unexpected('reads stdin'),
    now: () => new Date('2026-11-23T12:00:00Z'),
    async sleep() {},
    runner:
      () =>
      async ({tool, args}) =>
        unexpected(`runs ${[tool, ...args].join(' ')}`),
    lastRunner:
      () =>
      async ({tool, args}) =>
        unexpected(`runs ${[tool, ...args].join(' ')}`),
    azure: async () => unexpected('asks Azure'),
    lastAzure: async () => unexpected('asks Azure after an interrupt'),
    async lastSleep() {},
    ...overrides,
  }
}

function unexpected(what: string): never {
  throw new Error(`The command ${what}, and the test gave no answer for that.`)
}

/**
 * Runs a command class on a system of the test's own, and gives what it wrote and its exit code.
 * @example const {stdout, exitCode} = await runCommand(ProviderCheck, 'provider check', ['-o', 'tsv'], {azure: async () => azure})
 */
export async function runCommand(
  Class: CommandClass,
  id: string,
  argv: readonly string[],
  overrides: Partial<System> = {},
): Promise<CommandRun> {
  let stdout = ''
  let stderr = ''
  const system = fakeSystem({
    write(text) {
      stdout += text
    },
    say(text) {
      stderr += text
    },
    ...overrides,
  })
  const command = new Class([...argv], await projectConfig(), system)
  Object.assign(Class, {id: id.replaceAll(' ', ':')})
  command.id = id.replaceAll(' ', ':')
  const exitCode = await command.execute()
  return {stdout, stderr, exitCode}
}

/** What oclif reads of package.json; without commands, so that it does not look for them on the disk. */
const pjson = {name: 'vkctl', version: '0.0.0-test', oclif: {bin: 'vkctl'}} as PJSON

/** oclif's view of this project. */
async function projectConfig(): Promise<Config> {
  return Config.load({root: fileURLToPath(new URL('..', import.meta.url)), pjson, isRoot: true, ignoreManifest: true})
}
