import {spawn} from 'node:child_process'
import {once} from 'node:events'

export interface StartedProgram {
  ended(): boolean
  /** The last 4000 characters it wrote. */
  output(): string
  /** Asks it to end (or, with SIGKILL, ends it at once) and, after 5 s, ends it. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

export function startProgram(path: string, args: readonly string[]): StartedProgram {
  const child = spawn(path, args, {stdio: ['ignore', 'pipe', 'pipe']})
  let output = ''
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-4000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  child.on('error', error => keep(Buffer.from(error.message)))
  const ended = (): boolean => child.exitCode !== null || child.signalCode !== null || child.pid === undefined
  return {
    ended,
    output: () => output,
    async stop(signal = 'SIGTERM') {
      if (ended()) return
      const exit = once(child, 'exit')
      child.kill(signal)
      const timer = setTimeout(() => child.kill('SIGKILL'), 5000)
      await exit
      clearTimeout(timer)
    },
  }
}
