import {spawnSync} from 'node:child_process'
import {accessSync, constants} from 'node:fs'
import {delimiter, join} from 'node:path'

/** Programs that tests use, and the package of Debian that has each. Without them, the tests are skipped. */
const packages: Readonly<Record<string, string>> = {
  fish: 'fish',
  shellcheck: 'shellcheck',
  zsh: 'zsh',
}

/** No installation may hang the whole run. */
const limitMs = 3 * 60_000

function isThere(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some(folder => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** Installs the packages that are missing, if this is a machine with apt-get and the user is root. Returns what could not be installed, and why. */
export function installPackages(): string | undefined {
  const missing = Object.entries(packages).flatMap(([program, name]) => (isThere(program) ? [] : [name]))
  if (missing.length === 0) return undefined
  if (process.getuid?.() !== 0 || !isThere('apt-get')) return `${missing.join(', ')} are not installed`
  const env = {...process.env, DEBIAN_FRONTEND: 'noninteractive'}
  for (const args of [
    ['update', '-q'],
    ['install', '-qy', '--no-install-recommends', ...missing],
  ]) {
    const {status} = spawnSync('apt-get', args, {stdio: ['ignore', 'ignore', 'inherit'], env, timeout: limitMs})
    if (status !== 0) return `apt-get ${args[0]} failed, so ${missing.join(', ')} are not installed`
  }
  return undefined
}
