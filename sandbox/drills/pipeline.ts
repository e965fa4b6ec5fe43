import {constants} from 'node:os'
import {StringDecoder} from 'node:string_decoder'
import {setTimeout as sleep} from 'node:timers/promises'
import {execa} from 'execa'

/** How a pipeline ended. */
export interface PipelineEnd {
  /** 127 if the command does not exist, and 128 + the signal's number if a signal ended it, as in shells. */
  readonly exitCode: number
  /** The time limit was over. */
  readonly timedOut: boolean
  readonly seconds: number
  /** All that it printed, on stdout and stderr. */
  readonly output: string
}

export interface RunningPipeline {
  /** To the pipeline and all that it started. */
  readonly signal: (name: NodeJS.Signals) => void
  readonly ended: Promise<PipelineEnd>
}

export interface PipelineOptions {
  readonly env: Readonly<Record<string, string>>
  readonly timeLimitMs: number
  /** From SIGTERM, when the time is over, until SIGKILL. */
  readonly graceMs?: number
  /** Called with what the pipeline prints. */
  readonly print: (text: string) => void
}

/** More output than this is not kept. */
const mostOutput = 16 * 1024 * 1024

/** Starts a command that has no terminal and no input, in a process group of its own. */
export function startPipeline(
  [command = '', ...args]: readonly string[],
  {env, timeLimitMs, graceMs = 10_000, print}: PipelineOptions,
): RunningPipeline {
  const started = performance.now()
  const windows = process.platform === 'win32'
  const child = execa(command, args, {env, stdin: 'ignore', all: true, buffer: false, reject: false, detached: !windows})
  let output = ''
  const decoder = new StringDecoder('utf8')
  child.all.on('data', (chunk: Buffer) => {
    const text = decoder.write(chunk)
    output = (output + text).slice(-mostOutput)
    print(text)
  })
  const signal = (name: NodeJS.Signals): void => {
    try {
      if (windows || child.pid === undefined) child.kill(name)
      else process.kill(-child.pid, name)
    } catch (error) {
      // It has already ended.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
  // A second Ctrl-C ends this process at once; the pipeline ends with it.
  const killAtExit = (): void => signal('SIGKILL')
  process.once('exit', killAtExit)
  return {signal, ended: end().finally(() => process.off('exit', killAtExit))}

  async function end(): Promise<PipelineEnd> {
    const over = new AbortController()
    const limit = async (): Promise<boolean> => {
      await sleep(timeLimitMs, undefined, {signal: over.signal})
      signal('SIGTERM')
      await sleep(graceMs, undefined, {signal: over.signal}).catch(() => undefined)
      signal('SIGKILL')
      return true
    }
    const limited = limit().catch(() => false)
    const {exitCode, signal: killedBy, code} = await child
    over.abort()
    const timedOut = await limited
    return {exitCode: exitCode ?? codeOf(killedBy, code), timedOut, seconds: (performance.now() - started) / 1000, output}
  }
}

function codeOf(killedBy: NodeJS.Signals | undefined, code: string | undefined): number {
  if (code === 'ENOENT') return 127
  return killedBy === undefined ? 126 : 128 + constants.signals[killedBy]
}
