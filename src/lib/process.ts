import {withoutCredentials} from './addresses.ts'
import {parse} from 'node:path'
import {InterruptedError, TimedOutError, UserError} from './errors.ts'
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
 * Rejects with {@link InterruptedError} when vkctl is interrupted, with {@link ProgramError} when the program could not be started
 * or was killed, with {@link TimedOutError} when it took longer than `timeoutMs`.
 */
export type Run = (invocation: Invocation) => Promise<Outcome>

/** The program did not start, or was killed. */
export class ProgramError extends UserError {}

/** Called after each run, for `--debug`: arguments and exit code, never stdin or output. */
export type Trace = (line: string) => void

/**
 * The only place that starts other programs.
 * @param inherited The environment that each program gets, before its own `env`. Default: the one of vkctl.
 */
export function runner(signal: AbortSignal, trace: Trace = () => {}, inherited?: Environment): Run {
  return async ({tool, args, input, env, timeoutMs}) => {
    signal.throwIfAborted()
    // Loading execa takes longer than `vkctl --version` itself; so only commands that run a program load it.
    const {execa} = await import('execa')
    const began = performance.now()
    const result = await execa(tool, args, {
      reject: false,
      stripFinalNewline: false,
      cancelSignal: signal,
      // A killed helm or kubectl may leave an exec plugin holding the pipe: without this, an interrupt would wait for the plugin.
      killDescendants: true,
      ...stdin(input),
      env: {...inherited, ...env},
      extendEnv: inherited === undefined,
      ...(timeoutMs !== undefined && {timeout: timeoutMs}),
    })
    trace(
      `${withoutCredentials([tool, ...args].join(' '))} -> ${result.exitCode ?? result.signal ?? result.code} in ${Math.round(performance.now() - began)} ms`,
    )
    if (result.isCanceled) throw signal.reason instanceof InterruptedError ? signal.reason : new InterruptedError('SIGINT')
    if (result.timedOut) throw hung({tool, args}, timeoutMs ?? 0)
    if (result.exitCode === undefined) {
      throw new ProgramError(
        `${tool} could not be run: ${result.signal === undefined ? whyNotRun(result.code) : `killed by ${result.signal}`}.`,
      )
    }
    return {exitCode: result.exitCode, stdout: result.stdout, stderr: result.stderr}
  }
}

/** The verb is the first argument of helm and kubectl. Other arguments may be long, and say less. */
function hung({tool, args: [verb = '']}: Pick<Invocation, 'tool' | 'args'>, timeoutMs: number): TimedOutError {
  return new TimedOutError(`${tool} ${verb} did not finish within ${Math.ceil(timeoutMs / 1000)} seconds, and was ended.`, {
    program: `${parse(tool).name} ${verb}`,
    hints: [
      'It may be waiting for something that does not answer. Check that you can reach the cluster from here, and run the same command again.',
    ],
  })
}

/** Starts this program again with other arguments. It goes on when this one and its terminal have ended, and has no streams. Errors are ignored. */
export async function startInBackground(argv: readonly string[]): Promise<void> {
  const [{spawn}, {isSea}] = await Promise.all([import('node:child_process'), import('node:sea')])
  const [, script = ''] = process.argv
  // In an executable file, the program is its own script.
  const args = isSea() ? argv : [...process.execArgv, script, ...argv]
  const child = spawn(process.execPath, args, {detached: true, stdio: 'ignore', windowsHide: true})
  child.on('error', () => {})
  child.unref()
}

/** Why a program did not start, by the code of the error. */
const whyNotStarted: Readonly<Record<string, string>> = {
  ENOENT: 'it, or the program that interprets it, does not exist',
  EACCES: 'you may not execute it',
  ENOEXEC: 'it is not for this machine',
}

function whyNotRun(code = 'unknown reason'): string {
  const {[code]: why} = whyNotStarted
  return why === undefined ? code : `${code} (${why})`
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * An environment for helm and kubectl: without secrets, which they do not need and which their plugins could read. Names of files stay, and so do the
 * variables of kubelogin (https://azure.github.io/kubelogin/cli/convert-kubeconfig.html), which a kubeconfig of the user's own may call.
 */
export function withoutSecrets(env: Environment): Environment {
  const isSecret = (name: string) =>
    /SECRET|PASSWORD|PASSWD|PASSPHRASE|TOKEN|ACCESS_?KEY|API_?KEY/i.test(name) && !/^AAD_|_(FILE|PATH|DIR)$/i.test(name)
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isSecret(name)))
}

function stdin(input: Invocation['input']): {stdin: 'ignore'} | {input: string} {
  if (input === undefined) return {stdin: 'ignore'}
  return {input: input instanceof Secret ? input.reveal() : input}
}
