import {spawn} from 'node:child_process'
import {join} from 'node:path'
import {text} from 'node:stream/consumers'

export interface VkctlRun {
  readonly args: readonly string[]
  /** 128 + number when a signal ended the process. */
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export interface StartedVkctl {
  readonly done: Promise<VkctlRun>
  /** To vkctl alone or, as Ctrl-C in a terminal does, to it and all that it started. */
  readonly kill: (signal: NodeJS.Signals, whom?: 'vkctl' | 'group') => void
}

export interface VkctlOptions {
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  readonly input?: string | undefined
  /** Called with everything that stderr holds so far, whenever there is more. */
  readonly onStderr?: ((soFar: string) => void) | undefined
}

const hangsAfterMs = 100_000
const signalNumbers: Readonly<Record<string, number>> = {SIGINT: 2, SIGKILL: 9, SIGTERM: 15}

/** Starts vkctl as a process of its own, without a terminal. */
export function startVkctl(packageFolder: string, args: readonly string[], {env, cwd, input, onStderr}: VkctlOptions): StartedVkctl {
  const child = spawn(process.execPath, [join(packageFolder, 'bin', 'run.js'), ...args], {
    env,
    cwd,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk
    onStderr?.(said)
  })
  child.stdin.on('error', () => {})
  child.stdin.end(input ?? '')
  // What hangs shall tell where, not only that the test ran out of time.
  const hung = setTimeout(() => child.kill('SIGKILL'), hangsAfterMs)
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(code ?? 128 + (signalNumbers[signal ?? ''] ?? 0)))
  })
  void ended.finally(() => clearTimeout(hung))
  return {
    done: Promise.all([ended, text(child.stdout)]).then(([exitCode, stdout]) => ({args, exitCode, stdout, stderr: said})),
    kill(signal, whom = 'vkctl') {
      if (child.pid !== undefined && child.exitCode === null) process.kill(whom === 'group' ? -child.pid : child.pid, signal)
    },
  }
}
