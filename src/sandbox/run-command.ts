import {constants} from 'node:os'
import {execa} from 'execa'

/**
 * Runs a command with more environment, on the terminal of this process. Gives its exit code: 127 when it does not exist, and
 * 128 + the signal's number when a signal ended it, as shells do. An abort of `signal` is passed on as SIGTERM.
 */
export async function runCommand([command = '', ...args]: readonly string[], env: Readonly<Record<string, string>>, signal: AbortSignal): Promise<number> {
  const child = execa(command, args, {env, stdio: 'inherit', reject: false})
  // Ctrl-C reaches the command by itself, because it is in the same terminal; the sandbox then waits for its end.
  const pass = (): boolean => child.kill('SIGTERM')
  signal.addEventListener('abort', pass, {once: true})
  const {exitCode, signal: killedBy, code} = await child
  signal.removeEventListener('abort', pass)
  if (exitCode !== undefined) return exitCode
  if (code === 'ENOENT') return 127
  return killedBy === undefined ? 126 : 128 + (constants.signals[killedBy])
}
