import {InterruptedError, UserError} from './errors.ts'
import {Secret} from './secret.ts'
import {started} from './started.ts'

/** One run of another program. */
export interface Invocation {
  /** Absolute path of the program (see tools.ts). */
  readonly tool: string
  /** Visible to everybody on the machine, so never a secret. */
  readonly args: readonly string[]
  /** Written to stdin; piece by piece as the pieces come, which the program waits for. */
  readonly input?: string | Secret | AsyncIterable<string>
  /** Added to the environment of vkctl itself. */
  readonly env?: Readonly<Record<string, string>>
  readonly timeoutMs?: number
}

export interface Outcome {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/**
 * Runs a program to its end. A non-zero exit code is an outcome, not an error.
 * Rejects with {@link InterruptedError} when vkctl is interrupted, with {@link ProgramError} when the program could not be started,
 * was killed or took longer than `timeoutMs`.
 */
export type Run = (invocation: Invocation) => Promise<Outcome>

/** The program did not start, or did not end by itself. */
export class ProgramError extends UserError {}

/** Where each finished run is reported, for `--debug`: arguments and exit code, never stdin or output. */
export type Trace = (line: string) => void

/** The only place that starts other programs. */
export function runner(signal: AbortSignal, trace: Trace = () => {}): Run {
  return async ({tool, args, input, env, timeoutMs}) => {
    signal.throwIfAborted()
    // Loading execa takes longer than `vkctl --version` itself; only commands that run something pay for it.
    const {execa} = await import('execa')
    const began = performance.now()
    const result = await execa(tool, args, {
      reject: false,
      stripFinalNewline: false,
      cancelSignal: signal,
      // A killed helm or kubectl may leave an exec plugin holding the pipe: without this an interrupt waits for it.
      killDescendants: true,
      ...stdin(input),
      ...(env !== undefined && {env}),
      ...(timeoutMs !== undefined && {timeout: timeoutMs}),
    })
    trace(
      `${[tool, ...args].join(' ')} -> ${result.exitCode ?? result.signal ?? result.code} in ${Math.round(performance.now() - began)} ms`,
    )
    if (result.isCanceled) throw signal.reason instanceof InterruptedError ? signal.reason : new InterruptedError('SIGINT')
    if (result.timedOut) throw new ProgramError(`${tool} did not finish within ${timeoutMs} ms.`)
    if (result.exitCode === undefined) {
      throw new ProgramError(`${tool} could not be run: ${result.signal === undefined ? result.code : `killed by ${result.signal}`}.`)
    }
    return {exitCode: result.exitCode, stdout: result.stdout, stderr: result.stderr}
  }
}

/**
 * A JSON object that is held back while a program starts: what it is needed for then waits for the program no more. Its first character is there from
 * the beginning, so when the rest never comes, because `json` rejects or vkctl is killed, the program sees half a document and no empty one.
 */
export function heldBack(json: Promise<string>): AsyncIterable<string> {
  // An interrupt may come before the program starts, and nobody reads it then.
  return inTwo(started(json))
}

async function* inTwo(json: Promise<string>): AsyncIterable<string> {
  yield '{'
  yield (await json).slice(1)
}

function stdin(input: Invocation['input']): {stdin: 'ignore' | AsyncIterable<string>} | {input: string} {
  if (input === undefined) return {stdin: 'ignore'}
  if (typeof input === 'string') return {input}
  return input instanceof Secret ? {input: input.reveal()} : {stdin: input}
}
