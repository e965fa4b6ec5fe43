import {constants} from 'node:os'
import {execa} from 'execa'

export interface Interruption {
  /** Aborted when this process must end. */
  readonly signal: AbortSignal
  /** The signal that the command gets then; undefined if it gets the signal itself, as from Ctrl-C in the same terminal. */
  readonly passOn: () => NodeJS.Signals | undefined
}

/**
 * Runs a command with additional environment variables, on the terminal of this process. Returns its exit code: 127 if it does not exist,
 * and 128 + the signal's number if a signal ended it, as shells do. It always waits for the end of the command, even when interrupted.
 */
export async function runCommand(
  [command = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
  interruption: Interruption,
): Promise<number> {
  const child = execa(command, args, {env, stdio: 'inherit', reject: false})
  const pass = (): void => {
    const name = interruption.passOn()
    if (name !== undefined) child.kill(name)
  }
  interruption.signal.addEventListener('abort', pass, {once: true})
  const {exitCode, signal: killedBy, code} = await child
  interruption.signal.removeEventListener('abort', pass)
  if (exitCode !== undefined) return exitCode
  if (code === 'ENOENT') return 127
  return killedBy === undefined ? 126 : 128 + constants.signals[killedBy]
}
