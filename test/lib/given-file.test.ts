import {execFileSync, spawn} from 'node:child_process'
import {closeSync, openSync, writeSync} from 'node:fs'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {readGivenBytes, readGivenText} from '../../src/lib/given-file.ts'

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'given-'))
  path = join(folder, 'file')
})
afterEach(() => rm(folder, {recursive: true, force: true}))

const isWindows = process.platform === 'win32'
const refusal = (message: string) => expect.objectContaining({exitCode: 2, message: expect.stringContaining(message)})

describe('a file that the user names', () => {
  it('is its text, without a byte order mark', async () => {
    await writeFile(path, '\uFEFFtext é\n')
    expect(await readGivenText(path)).toBe('text é\n')
    expect(await readGivenText(join(folder, 'none'))).toBeUndefined()
    expect(await readGivenText(join(path, 'none'))).toBeUndefined()
  })

  it.each([
    ['is a folder', () => readGivenText(folder), 'is a directory'],
    ['is large', () => readGivenText(path, {mostBytes: 3}), 'is larger than'],
    ['is no text', async () => (await writeFile(path, Buffer.from([0xc3, 0x28])), readGivenText(path)), 'is not text in UTF-8'],
    ['has a zero byte', async () => (await writeFile(path, 'a\0b'), readGivenText(path)), 'is not text in UTF-8'],
  ])('is refused if it %s', async (_, read, message) => {
    await writeFile(path, 'text')
    await expect(read()).rejects.toEqual(refusal(message))
  })
})

// Windows has no pipes and devices among its files.
const onUnix = isWindows ? describe.skip : describe

onUnix('a pipe or a device that the user names (skipped on Windows)', () => {
  it('is read to its end, even if the writer comes late and writes in parts', async () => {
    execFileSync('mkfifo', [path])
    const reading = readGivenText(path)
    const writer = spawn('sh', ['-c', '{ printf one; printf two; } > "$0"', path], {stdio: 'ignore'})
    await new Promise(resolve => writer.once('exit', resolve))
    expect(await reading).toBe('onetwo')
  })

  it.each([
    ['nobody writes to', ''],
    ['nobody closes', 'some'],
  ])('that %s is given up', async (_, written) => {
    execFileSync('mkfifo', [path])
    const reading = readGivenText(path, {timeoutMs: 300})
    const writer = written === '' ? undefined : openSync(path, 'w')
    if (writer !== undefined) writeSync(writer, written)
    await expect(reading).rejects.toEqual(refusal('did not end within 0.3 seconds'))
    if (writer !== undefined) closeSync(writer)
  })

  it('can be interrupted', async () => {
    execFileSync('mkfifo', [path])
    const interruption = new AbortController()
    const reading = readGivenText(path, {signal: interruption.signal})
    const reason = new Error('interrupted')
    interruption.abort(reason)
    await expect(reading).rejects.toBe(reason)
  })

  it('without an end takes no endless memory', async () => {
    const bytes = await readGivenBytes('/dev/zero', {mostBytes: 1_000_000})
    expect(bytes?.length).toBeLessThan(1_200_000)
    await expect(readGivenText('/dev/zero')).rejects.toEqual(refusal('is larger than 10 MB'))
    expect(await readGivenText('/dev/null')).toBe('')
  })

  it('is refused where other programs read it, too', async () => {
    execFileSync('mkfifo', [path])
    await expect(readGivenText(path, {isReadAgain: true})).rejects.toEqual(refusal('can be read only once'))
  })
})
