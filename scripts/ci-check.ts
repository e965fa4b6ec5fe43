import {spawn, type ChildProcess} from 'node:child_process'
import {once} from 'node:events'

/** An npm script that must end well. */
export interface Check {
  readonly script: string
  /** The script runs jest, which writes its report to this path. */
  readonly report?: string
}

export interface CheckResult {
  readonly script: string
  /** Undefined when the check passed. */
  readonly problem: string | undefined
  readonly seconds: number
}

/** No check may hang the whole run. */
const limitMinutes = 48
const windows = process.platform === 'win32'

/** Runs one check in the foreground, and ends whatever it leaves running. A check that fails is a result, not an error. */
export async function runCheck({script, report}: Check, cwd: string): Promise<CheckResult> {
  const started = performance.now()
  const extra = report === undefined ? [] : ['--', '--json', `--outputFile=${report}`]
  // A process group of its own, so that all that a check starts can be ended with it. Windows finds npm only through its shell.
  const child = spawn('npm', ['run', script, ...extra], {cwd, stdio: ['ignore', 'inherit', 'inherit'], detached: !windows, shell: windows})
  const interrupt = (signal: NodeJS.Signals): void => {
    end(child)
    process.exit(signal === 'SIGINT' ? 130 : 143)
  }
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
  let late = false
  const limit = setTimeout(() => {
    late = true
    end(child)
  }, limitMinutes * 60_000)
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
    const failure = code === 0 ? undefined : `ended with ${signal ?? code}`
    return {
      script,
      problem: late ? `not done after ${limitMinutes} minutes` : failure,
      seconds: Math.round((performance.now() - started) / 1000),
    }
  } finally {
    clearTimeout(limit)
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
    end(child)
  }
}

function end(child: ChildProcess): void {
  if (windows || child.pid === undefined) {
    child.kill()
    return
  }
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // Nothing of the group is left.
  }
}
