import assert from 'node:assert'
import {readFileSync, rmSync} from 'node:fs'
import {secretLooks} from './replay.ts'
import type {VkctlRun} from './vkctl-process.ts'

const line = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z \d+ (ERROR|WARNING|STEP|INFO|DEBUG) \P{Cc}*$/u

/** The log of a run has whole lines, no token and no key, and has the exit code. It is deleted. What run-checks.ts looks for on the disk, it looks for in the log, too. */
export function checkLog(path: string, {args, exitCode}: VkctlRun, wasKilled: boolean): void {
  const text = readIfThere(path)
  // No log is written for a command that does not exist, or for help.
  if (text === undefined) return
  const told = `vkctl ${args.join(' ')}`
  assert(!secretLooks.test(text), `A key or a token in the log of ${told}`)
  const lines = text.split('\n').slice(0, -1)
  assert.deepEqual(
    lines.filter(one => !line.test(one)),
    [],
    `Lines in the log of ${told}`,
  )
  // A second interrupt ends the process at once.
  const isWhole = wasKilled || exitCode > 128 || lines.some(one => one.endsWith(` INFO Exit code ${exitCode}.`))
  assert(isWhole, `The log of ${told} has no exit code: ${lines.at(-1)}`)
  rmSync(path)
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
