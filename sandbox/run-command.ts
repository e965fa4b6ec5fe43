import {constants} from 'node:os'
import {execa} from 'execa'

export interface Interruption {
  /** Aborted when this process is told to end. */
  readonly signal: AbortSignal
  /** What the command is sent then; nothing when it hears of it by itself, as from Ctrl-C in a terminal that both have. */
  readonly passOn: () => NodeJS.Signals | undefined
}

/**
 * Runs a command with more environment, on the terminal of this process. Gives its exit code: 127 when it does not exist, and
 * 128 + the signal's number when a signal ended it, as shells do. However it is interrupted, its end is waited for.
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
