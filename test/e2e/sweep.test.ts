import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, it} from '@jest/globals'

const program = fileURLToPath(new URL('../sweep/main.ts', import.meta.url))

it('Whatever fails of what vkctl calls and asks, it stays truthful and can be run again', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'vkctl-sweep-'))
  try {
    const report = join(directory, 'report.json')
    // A process of its own, whose output is seen as it comes.
    const [exitCode] = (await once(
      spawn(process.execPath, [program, '--report', report], {stdio: ['ignore', 'inherit', 'inherit']}),
      'close',
    )) as [number]
    const {tried, wrong} = JSON.parse(readFileSync(report, 'utf8')) as {readonly tried: number; readonly wrong: readonly unknown[]}
    expect(wrong).toEqual([])
    expect(tried).toBeGreaterThan(500)
    expect(exitCode).toBe(0)
  } finally {
    rmSync(directory, {recursive: true})
  }
}, 1500_000)
