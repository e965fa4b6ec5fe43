import {join, resolve} from 'node:path'
import {loggedWords} from './arguments/logged-words.ts'
import type {Defaults} from './defaults.ts'
import {configFolder, type Surroundings} from './lib/configuration/config-files.ts'
import {openLogFile} from './lib/log-file.ts'
import type {Console} from './lib/output/console.ts'
import {printable} from './lib/output/printable.ts'
import {isYes} from './settings/complaint.ts'

/** Appends a line to the log: what happened, and how important it is. */
export type Log = (level: string, text: string) => void

export interface LoggedRun {
  readonly system: Surroundings & {now(): Date}
  readonly defaults: Defaults
  /** The command and its arguments. */
  readonly words: readonly string[]
  readonly version: string
  readonly talk: Console
}

/**
 * The log of this run, which begins with the command line; undefined unless the user asks for one. From now on, `talk` goes there, too. It contains no secrets.
 * If it cannot be written, `talk` says so once, and the command goes on.
 */
export function openLog({system, defaults, words, version, talk}: LoggedRun): Log | undefined {
  const path = logPath(system, defaults)
  if (path === undefined) return undefined
  const file = openLogFile(path, fault => talk.warning(`The log ${path} could not be written: ${fault}.`))
  const log: Log = (level, text) =>
    file.write(
      `${system.now().toISOString()} ${process.pid} ${level.toUpperCase()} ${printable(text)
        .trimEnd()
        .replaceAll('\n', String.raw`\n`)}`,
    )
  log(
    'info',
    `vkctl ${version} with Node.js ${process.versions.node} on ${process.platform} ${process.arch}: ${loggedWords(words).join(' ')}`,
  )
  talk.logTo(log)
  return log
}

function logPath(surroundings: Surroundings, defaults: Defaults): string | undefined {
  const {env, home, cwd} = surroundings
  const named = env['VKCTL_LOG_FILE']
  if (named) return resolve(cwd, named)
  if (!isYes(defaults.logging('enable_log_file') ?? 'no')) return undefined
  // az expands the tilde, too.
  const folder = defaults.logging('log_dir')?.replace(/^~(?=$|[\\/])/, () => home) ?? join(configFolder('vkctl', surroundings), 'logs')
  return join(resolve(cwd, folder), 'vkctl.log')
}
