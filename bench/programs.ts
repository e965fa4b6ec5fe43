import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {text} from 'node:stream/consumers'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
const unpacked = process.platform === 'linux' && process.arch === 'x64'
const tool = (name: string, variable: string): string =>
  process.env[variable] ?? (unpacked ? join(root, '.cache', 'tools', '4.2.3', name) : name)

export const helm = tool('helm', 'VKCTL_HELM')
export const kubectl = tool('kubectl', 'VKCTL_KUBECTL')
export const toolEnvironment = {VKCTL_HELM: helm, VKCTL_KUBECTL: kubectl}

/** The program as users run it, from the bundle. Words in front of it are options for Node. */
export const vkctl = (args: readonly string[], nodeOptions: readonly string[] = []): readonly [string, ...string[]] => [
  process.execPath,
  ...nodeOptions,
  join(root, 'bin', 'run.js'),
  ...args,
]

export interface Run {
  /** From the start of the process until its end. */
  readonly ms: number
  readonly stdout: string
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
  readonly exitCode?: number
}

/** Runs a program to its end. Rejects when it ends otherwise than expected: a time of something that failed means nothing. */
export async function run(
  [program, ...args]: readonly [string, ...string[]],
  {env = {}, input = '', exitCode = 0}: RunOptions = {},
): Promise<Run> {
  const started = performance.now()
  const child = spawn(program, args, {env: {...process.env, ...env}, stdio: ['pipe', 'pipe', 'pipe']})
  const [stdout, stderr] = [text(child.stdout), text(child.stderr)]
  child.stdin.end(input)
  const [code] = (await once(child, 'close')) as [number | null]
  const ms = performance.now() - started
  if (code !== exitCode) throw new Error(`${[program, ...args].join(' ')} ended with ${code}:\n${await stderr}${await stdout}`)
  return {ms, stdout: await stdout}
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
