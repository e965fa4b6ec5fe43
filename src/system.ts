import {homedir} from 'node:os'
import {addAbortSignal, type Readable} from 'node:stream'
import {setTimeout} from 'node:timers/promises'
import type {Azure} from './lib/azure/azure.ts'
import {InterruptedError, UsageError, type ExitCode} from './lib/errors.ts'
import {runner, withoutSecrets, type Run} from './lib/process.ts'
import type {Talk} from './lib/talk.ts'

const usualColumns = 80

/** The Azure subscription that the user chose. */
export interface AzureChoice {
  /** `--subscription`: name or id. */
  readonly subscription: string | undefined
  /** Version of vkctl, for the user agent. */
  readonly version: string
}

/** Which of the streams are terminals, and the size of the terminal now: it changes with the window. */
export interface Terminal {
  readonly stdin: boolean
  readonly stdout: boolean
  readonly stderr: boolean
  readonly columns: number
  readonly rows?: number | undefined
  /** Calls the listener after each change of the size. */
  onResize?(listener: () => void): void
}

/** Everything outside the program that a command may use. Tests pass their own; main creates the real one. */
export interface System {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly home: string
  readonly platform: NodeJS.Platform
  /** Aborted by SIGINT or SIGTERM, with an InterruptedError as its reason. */
  readonly signal: AbortSignal
  readonly terminal: Terminal
  /** stdout: data. The text is written unchanged. */
  write(text: string): void
  /** stderr: everything else. The text is written unchanged. */
  say(text: string): void
  /** Asks on stderr and reads one line of stdin; an empty line at its end. Only on a terminal. */
  ask(question: string): Promise<string>
  /** Reads stdin to its end. */
  readInput(): Promise<string>
  now(): Date
  /** Waits; rejects when interrupted. */
  sleep(ms: number): Promise<void>
  runner(talk: Talk): Run
  /** Runs programs that an interrupt does not end, for the clean-up. */
  lastRunner(talk: Talk): Run
  azure(choice: AzureChoice, talk: Talk): Promise<Azure>
  /** A new connection to Azure that an interrupt does not end. */
  lastAzure(choice: AzureChoice, talk: Talk): Promise<Azure>
  /** Waits; an interrupt does not end it. */
  lastSleep(ms: number): Promise<void>
}

/** The process, its environment and its terminal. Handles the signals of the process, so create only one. */
export function realSystem(): System {
  const {env, platform, stdin, stdout, stderr} = process
  const home = homedir()
  const cwd = currentFolder(home)
  const signal = interruption()
  // stderr is closed, and writing about it would only fail again.
  stderr.on('error', error => {
    if (!isClosed(error)) process.exitCode = 1
  })

  const interruptible = async <T>(waiting: Promise<T>): Promise<T> => {
    try {
      return await waiting
    } catch (error) {
      signal.throwIfAborted()
      throw error
    }
  }
  const open =
    (ended: AbortSignal): System['azure'] =>
    async ({subscription, version}, talk) => {
      // The Azure SDK takes longer to load than most commands take to run.
      const {openAzure} = await import('./lib/azure/open-azure.ts')
      return openAzure({env, home, cwd, signal: ended, subscription, talk, version})
    }
  return {
    env,
    cwd,
    home,
    platform,
    signal,
    terminal: realTerminal(process),
    write(output) {
      watchOutput()
      stdout.write(output)
    },
    say: line => void stderr.write(line),
    ask: question => interruptible(askLine(question, signal)),
    readInput: () => interruptible(readStdin(addAbortSignal(signal, stdin))),
    now: () => new Date(),
    sleep: ms => interruptible(setTimeout(ms, undefined, {signal})),
    runner: talk => runner(signal, line => talk.debug(line), withoutSecrets(env)),
    lastRunner: talk => runner(new AbortController().signal, line => talk.debug(line), withoutSecrets(env)),
    azure: open(signal),
    lastAzure: open(new AbortController().signal),
    lastSleep: ms => setTimeout(ms),
  }
}

/** The listener of oclif throws what it is told, which would end the process with a stack. */
export function watchOutput(): void {
  const {stdout, stderr} = process
  stdout.removeAllListeners('error').on('error', error => {
    if (isClosed(error)) return
    if (process.exitCode !== 1) stderr.write(`ERROR: Could not write the output: ${error.message}\n`)
    process.exitCode = 1
  })
}

/** The home of the user if somebody deleted the current folder: nothing is read in it that was not named. */
function currentFolder(home: string): string {
  try {
    return process.cwd()
  } catch {
    return home
  }
}

/** Calls `report`, which returns the exit code, for an error that nobody caught, and ends the process. */
export function catchCrashes(report: (error: unknown) => ExitCode): void {
  process.on('uncaughtException', error => {
    process.exitCode = report(error)
    process.stderr.write('', () => process.exit())
  })
}

function realTerminal({stdin, stdout, stderr}: Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr'>): Terminal {
  const screen = stderr.isTTY ? stderr : stdout
  return {
    stdin: stdin.isTTY,
    stdout: stdout.isTTY,
    stderr: stderr.isTTY,
    get columns() {
      // A terminal that does not know its size says 0.
      return screen.columns || usualColumns
    },
    get rows() {
      return screen.rows || undefined
    },
    onResize: listener => void screen.on('resize', listener),
  }
}

const mostOfStdin = 100_000_000

async function readStdin(stdin: Readable): Promise<string> {
  const {readMost} = await import('./lib/given-file.ts')
  const bytes = await readMost(stdin, mostOfStdin)
  if (bytes.length > mostOfStdin) throw new UsageError(`stdin is larger than ${mostOfStdin / 1_000_000} MB.`)
  return new TextDecoder().decode(bytes)
}

/** One signal for everything that waits. A second Ctrl-C ends the process at once. */
function interruption(): AbortSignal {
  const controller = new AbortController()
  const interrupt = (name: 'SIGINT' | 'SIGTERM') => () => {
    if (controller.signal.aborted) {
      // The cursor may be in a line that was drawn.
      if (process.stderr.isTTY) process.stderr.write('\n')
      process.exit(name === 'SIGINT' ? 130 : 143)
    }
    controller.abort(new InterruptedError(name))
  }
  // `on`, not `once`: without a listener, execa would end the process before vkctl has printed anything or cleaned up.
  process.on('SIGINT', interrupt('SIGINT'))
  process.on('SIGTERM', interrupt('SIGTERM'))
  // A closed terminal, and Ctrl-Break on Windows.
  process.on('SIGHUP', interrupt('SIGTERM'))
  process.on('SIGBREAK', interrupt('SIGTERM'))
  return controller.signal
}

/** `vkctl list | head -1` closes the pipe early, and a terminal may be closed (EIO): that is no error. A full disk is. */
function isClosed({code}: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE' || code === 'EIO'
}

async function askLine(question: string, signal: AbortSignal): Promise<string> {
  const {createInterface} = await import('node:readline/promises')
  // Not in the terminal's raw mode, in which readline would swallow Ctrl-C.
  const lines = createInterface({input: process.stdin, output: process.stderr, terminal: false})
  try {
    const ended = new Promise<string>(resolve => lines.once('close', () => resolve('')))
    return await Promise.race([lines.question(question, {signal}), ended])
  } finally {
    lines.close()
  }
}
