import {spawnSync} from 'node:child_process'
import which from 'which'

/** Programs that tests use, each in the package of Debian that has its name. Without them, the tests are skipped. */
const programs = ['fish', 'shellcheck', 'zsh']

/** No installation may hang the whole run. */
const limitMs = 3 * 60_000

const isInstalled = (program: string): boolean => which.sync(program, {nothrow: true}) !== null

/** Installs the packages that are missing, if this is a machine with apt-get and the user is root. Returns what could not be installed, and why. */
export function installPackages(): string | undefined {
  const missing = programs.filter(program => !isInstalled(program))
  if (missing.length === 0) return undefined
  if (process.getuid?.() !== 0 || !isInstalled('apt-get')) return `not installed: ${missing.join(', ')}`
  const env = {...process.env, DEBIAN_FRONTEND: 'noninteractive'}
  for (const args of [
    ['update', '-q'],
    ['install', '-qy', '--no-install-recommends', ...missing],
  ]) {
    const {status} = spawnSync('apt-get', args, {stdio: ['ignore', 'ignore', 'inherit'], env, timeout: limitMs})
    if (status !== 0) return `apt-get ${args[0]} failed, so not installed: ${missing.join(', ')}`
  }
  return undefined
}
