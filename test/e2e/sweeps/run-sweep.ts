import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

export interface SweepReport {
  readonly tried: number
  readonly wrong: readonly unknown[]
  readonly exitCode: number | null
}

/** Runs a program of test/sweep in a process of its own, whose output is seen as it comes. */
export async function runSweep(program: string, args: readonly string[] = []): Promise<SweepReport> {
  const directory = mkdtempSync(join(tmpdir(), 'vkctl-sweep-'))
  try {
    const path = fileURLToPath(new URL(`../../sweep/${program}`, import.meta.url))
    const report = join(directory, 'report.json')
    const child = spawn(process.execPath, [path, ...args, '--report', report], {stdio: ['ignore', 'inherit', 'inherit']})
    const [exitCode] = (await once(child, 'close')) as [number | null]
    return {...(JSON.parse(readFileSync(report, 'utf8')) as Omit<SweepReport, 'exitCode'>), exitCode}
  } finally {
    rmSync(directory, {recursive: true})
  }
}
