import {InterruptedError, UserError} from './errors.ts'
import {Secret} from './secret.ts'

/** One run of another program. */
export interface Invocation {
  /** Absolute path of the program (see tools.ts). */
  readonly tool: string
  /** Visible to everybody on the machine, so never a secret. */
  readonly args: readonly string[]
  /** Written to stdin. */
  readonly input?: string | Secret
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

/** The program did not start, was killed, or ran too long. */
export class ProgramError extends UserError {}

/** Called after each run, for `--debug`: arguments and exit code, never stdin or output. */
export type Trace = (line: string) => void

/** The only place that starts other programs. */
export function runner(signal: AbortSignal, trace: Trace = () => {}): Run {
  return async ({tool, args, input, env, timeoutMs}) => {
    signal.throwIfAborted()
    // Loading execa takes longer than `vkctl --version` itself; so only commands that run a program load it.
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

function stdin(input: Invocation['input']): {stdin: 'ignore'} | {input: string} {
  if (input === undefined) return {stdin: 'ignore'}
  return {input: input instanceof Secret ? input.reveal() : input}
}
