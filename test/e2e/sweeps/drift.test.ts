import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, it} from '@jest/globals'

const program = fileURLToPath(new URL('../../sweep/drift/main.ts', import.meta.url))

it('What somebody changes of a connector is found and restored: each thirtieth field', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'vkctl-sweep-'))
  try {
    const report = join(directory, 'report.json')
    const sample = ['--every', '30', '--lanes', '2', '--report', report]
    await once(spawn(process.execPath, [program, ...sample], {stdio: ['ignore', 'inherit', 'inherit']}), 'close')
    const {tried, wrong} = JSON.parse(readFileSync(report, 'utf8')) as {readonly tried: number; readonly wrong: readonly unknown[]}
    expect(wrong).toEqual([])
    expect(tried).toBeGreaterThan(15)
  } finally {
    rmSync(directory, {recursive: true})
  }
}, 900_000)
