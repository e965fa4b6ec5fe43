import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {execFileSync, spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdir, mkdtemp, readFile, rm, stat, symlink} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {openLogFile} from '../../src/lib/log-file.ts'

let folder: string
let faults: string[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'log-'))
  faults = []
})
afterEach(() => rm(folder, {recursive: true, force: true}))

const open = (path: string, largest?: number) => openLogFile(path, fault => faults.push(fault), largest)

describe('a log file', () => {
  it('is created with its folder, and grows', async () => {
    const path = join(folder, 'logs', 'log')
    open(path).write('one')
    open(path).write('two')
    expect(await readFile(path, 'utf8')).toBe('one\ntwo\n')
    if (process.platform === 'win32') return
    const modes = await Promise.all([path, join(folder, 'logs')].map(async one => (await stat(one)).mode & 0o777))
    expect(modes).toEqual([0o600, 0o700])
  })

  it('is not created below a folder that takes none, such as /proc', () => {
    if (process.platform !== 'linux') return
    open('/proc/none/log').write('one')
    expect(faults).toHaveLength(1)
  })

  it('is moved aside when it is large, and only one older part is kept', async () => {
    const path = join(folder, 'log')
    const log = open(path, 10)
    for (const line of ['first-line', 'second-line', 'third-line']) log.write(line)
    expect(await Promise.all([path, `${path}.1`].map(one => readFile(one, 'utf8')))).toEqual(['third-line\n', 'second-line\n'])
    expect(faults).toEqual([])
  })

  it('does not mix the lines of runs that write at the same time', async () => {
    const path = join(folder, 'log')
    const module = new URL('../../src/lib/log-file.ts', import.meta.url).href
    const code = `const {openLogFile} = await import(${JSON.stringify(module)})
      const log = openLogFile(process.argv[1], fault => { throw new Error(fault) }, 20_000)
      for (let n = 0; n < 500; n++) log.write(process.pid + ' ' + n + ' ' + 'x'.repeat(300))`
    const runs = [1, 2, 3].map(() =>
      spawn(process.execPath, ['--input-type=module', '-e', code, path], {stdio: ['ignore', 'ignore', 'inherit']}),
    )
    expect(await Promise.all(runs.map(run => once(run, 'exit')))).toEqual(runs.map(() => [0, null]))
    const text = (await readFile(path, 'utf8')) + (await readFile(`${path}.1`, 'utf8'))
    for (const line of text.trimEnd().split('\n')) expect(line).toMatch(/^\d+ \d+ x{300}$/)
  })

  it.each([
    ['is a folder', (path: string) => mkdir(path)],
    ['is a pipe that nobody reads', async (path: string) => void execFileSync('mkfifo', [path])],
    ['is a device', (path: string) => symlink('/dev/full', path)],
  ])('that %s is told once, and holds nothing', async (_, make) => {
    // Windows has no pipes and devices among its files.
    if (process.platform === 'win32') return
    const path = join(folder, 'log')
    await make(path)
    const log = open(path)
    log.write('one')
    log.write('two')
    expect(faults).toHaveLength(1)
  })
})
