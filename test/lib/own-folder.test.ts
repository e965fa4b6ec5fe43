import {chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {compileCacheFolder, isSafe} from '../../src/lib/own-folder.ts'

// Windows has neither owners nor modes of files: there the profile of the user protects the folder.
const onPosix = process.platform === 'win32' ? describe.skip : describe
const needs = '(needs owners and modes of files)'
const nobody = 65_534
let cache = ''
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'own-folder-'))
})
afterEach(() => rmSync(cache, {recursive: true}))

onPosix(`the folder for the compile cache ${needs}`, () => {
  const expected = () => join(cache, 'vkctl', 'compile-cache')
  const folder = () => compileCacheFolder({XDG_CACHE_HOME: cache})

  it('can be opened by this user only', () => {
    expect(folder()).toBe(expected())
    expect(statSync(expected()).mode & 0o777).toBe(0o700)
    expect(folder()).toBe(expected())
  })

  it('is created in a new home, too', () => {
    expect(compileCacheFolder({XDG_CACHE_HOME: join(cache, 'new')})).toBe(join(cache, 'new', 'vkctl', 'compile-cache'))
  })

  it('is not one that others can open', () => {
    mkdirSync(join(cache, 'vkctl'))
    expect(folder()).toBe(expected())
    chmodSync(expected(), 0o755)
    expect(folder()).toBeUndefined()
  })

  it('is not one below a folder in which others can replace it', () => {
    chmodSync(cache, 0o777)
    expect(folder()).toBeUndefined()
  })

  it('is not one that another user created', () => {
    // Only root can give a directory away.
    if (process.getuid?.() !== 0) return
    mkdirSync(join(cache, 'vkctl'), {mode: 0o700})
    chownSync(join(cache, 'vkctl'), nobody, nobody)
    expect(folder()).toBeUndefined()
  })

  it('is not one below the folder of another user', () => {
    // Only root can give a directory away.
    if (process.getuid?.() !== 0) return
    chownSync(cache, nobody, nobody)
    expect(folder()).toBeUndefined()
  })

  it('is not a link', () => {
    mkdirSync(join(cache, 'elsewhere'), {mode: 0o700})
    mkdirSync(join(cache, 'vkctl'))
    symlinkSync(join(cache, 'elsewhere'), expected())
    expect(folder()).toBeUndefined()
  })

  it('is none where none can be created', () => {
    expect(compileCacheFolder({XDG_CACHE_HOME: '/proc/none/cache'})).toBeUndefined()
    expect(existsSync('/proc/none')).toBe(false)
  })
})

onPosix(`isSafe ${needs}`, () => {
  const root = {uid: 0, gid: 0, mode: 0o755}

  it('takes the folders of the system for safe', () => {
    expect([root, {...root, mode: 0o1777}].map(isSafe)).toEqual([true, true])
  })

  it('knows the private group of a user from a shared one', () => {
    const uid = process.getuid?.() ?? 0
    const of = (gid: number) => ({uid, gid, mode: 0o775})
    expect([of(uid), of(uid + 1)].map(isSafe)).toEqual([true, false])
  })

  it('trusts no other user', () => {
    expect(isSafe({...root, uid: nobody})).toBe(false)
  })
})
