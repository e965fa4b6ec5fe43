import {chmodSync, existsSync, mkdtempSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {claim, forgetOlder, readCached, unclaim} from '../../src/lib/cache-file.ts'

let folder: string
const at = (name: string): string => join(folder, name)
/** Windows has no modes of files. */
const onPosix = process.platform === 'win32' ? describe.skip : describe

function write(name: string, {mode = 0o600, ageMs = 0} = {}): string {
  const path = at(name)
  writeFileSync(path, 'text', {mode})
  chmodSync(path, mode)
  const then = new Date(Date.now() - ageMs)
  utimesSync(path, then, then)
  return path
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vkctl-cache-'))
})
afterAll(() => rmSync(folder, {recursive: true}))

describe('a file of the cache', () => {
  it('is read with its age', async () => {
    const cached = await readCached(write('good', {ageMs: 5000}), 100)
    expect(cached?.text).toBe('text')
    expect(Math.abs((cached?.ageMs ?? 0) - 5000)).toBeLessThan(2000)
  })

  it('is not read if it is missing, too large or a folder', async () => {
    expect(await readCached(at('missing'), 100)).toBeUndefined()
    expect(await readCached(write('large'), 3)).toBeUndefined()
    expect(await readCached(folder, 1_000_000)).toBeUndefined()
  })

  it('is forgotten when it is old', async () => {
    const [old, young] = [write('old', {ageMs: 60_000}), write('young')]
    await forgetOlder(young, 30_000)
    expect([existsSync(old), existsSync(young)]).toEqual([false, true])
  })
})

describe('a claim', () => {
  it('is given to one of several', async () => {
    const given = await Promise.all(Array.from({length: 5}, () => claim(at('claim'), 60_000)))
    expect(given.filter(Boolean)).toHaveLength(1)
    await unclaim(at('claim'))
    expect(await claim(at('claim'), 60_000)).toBe(true)
  })

  it('ends after its time', async () => {
    expect(await claim(write('abandoned', {ageMs: 61_000}), 60_000)).toBe(true)
  })
})

onPosix('other users (skipped on Windows)', () => {
  it('make a file untrusted that they may read or write, and so does a link', async () => {
    expect(await readCached(write('shared', {mode: 0o640}), 100)).toBeUndefined()
    symlinkSync(write('target'), at('link'))
    expect(await readCached(at('link'), 100)).toBeUndefined()
  })

  it('cannot read a claim', async () => {
    await claim(at('private'), 60_000)
    expect(statSync(at('private')).mode & 0o777).toBe(0o600)
  })
})
