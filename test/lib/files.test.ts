import {chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync} from 'node:fs'
import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import {UsageError} from '../../src/lib/errors.ts'
import {copyFolder, readText, withPrivateDirectory, withPrivateFile} from '../../src/lib/files.ts'
import {Secret} from '../../src/lib/secret.ts'

// Windows has no such modes; its temporary directory is the user's own.
const othersMode = process.platform === 'win32' ? 0 : 0o077
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-test-'))
})
afterAll(() => rm(folder, {recursive: true}))

describe('copyFolder', () => {
  it('copies all files, again and again', async () => {
    const [from, to] = [join(folder, 'from'), join(folder, 'to/deep')]
    mkdirSync(join(from, 'templates'), {recursive: true})
    writeFileSync(join(from, 'templates/a.yaml'), 'one')
    await copyFolder(from, to)
    writeFileSync(join(from, 'templates/a.yaml'), 'two')
    await copyFolder(from, to)
    expect(readFileSync(join(to, 'templates/a.yaml'), 'utf8')).toBe('two')
    await copyFolder(from, from)
    expect(readFileSync(join(from, 'templates/a.yaml'), 'utf8')).toBe('two')
  })

  it('does not mix the files with those of others', async () => {
    const [from, to] = [join(folder, 'from'), join(folder, 'other')]
    mkdirSync(from, {recursive: true})
    mkdirSync(to)
    writeFileSync(join(to, 'theirs.yaml'), '')
    await expect(copyFolder(from, to)).rejects.toThrow(`${to} contains other files: theirs.yaml.`)
  })

  it('says which folder cannot be written', async () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    await expect(copyFolder(folder, join(file, 'below'))).rejects.toThrow(/a-file.*could not be written/)
  })
})

describe('readText', () => {
  it('drops the byte order mark that az writes', async () => {
    const path = join(folder, 'profile.json')
    writeFileSync(path, '\uFEFF{"a": 1}\n')
    expect(await readText(path)).toBe('{"a": 1}\n')
  })

  it('gives nothing for a file that does not exist', async () => {
    expect(await readText(join(folder, 'none'))).toBeUndefined()
  })

  it('takes a path below a file for one that does not exist', async () => {
    const path = join(folder, 'plain')
    writeFileSync(path, '')
    expect(await readText(join(path, 'below'))).toBeUndefined()
  })

  it('says which path it cannot read, and why', async () => {
    await expect(readText(folder)).rejects.toThrow(`${folder} is a directory.`)
    await expect(readText(folder)).rejects.toBeInstanceOf(UsageError)
  })
})

describe('withPrivateFile', () => {
  it('shows the content to this user only, in a directory of its own, and takes both away', async () => {
    let seen = ''
    const result = await withPrivateFile('kubeconfig', new Secret('token: abc'), async path => {
      seen = path
      expect(readFileSync(path, 'utf8')).toBe('token: abc')
      expect([path, dirname(path)].map(each => statSync(each).mode & othersMode)).toEqual([0, 0])
      return 42
    })
    expect(result).toBe(42)
    expect(existsSync(dirname(seen))).toBe(false)
  })

  it('takes the file away when the work fails, and passes the failure on', async () => {
    let seen = ''
    const work = withPrivateFile('kubeconfig', new Secret('x'), async path => {
      seen = path
      throw new Error('helm failed')
    })
    await expect(work).rejects.toThrow('helm failed')
    expect(seen).not.toBe('')
    expect(existsSync(dirname(seen))).toBe(false)
  })

  it('keeps two at a time apart', async () => {
    await withPrivateFile('kubeconfig', new Secret('one'), first =>
      withPrivateFile('kubeconfig', new Secret('two'), async second => {
        expect(first).not.toBe(second)
        expect(readFileSync(first, 'utf8')).toBe('one')
      }),
    )
  })
})

describe('withPrivateDirectory', () => {
  describe('in a directory of the test', () => {
    let temporary = ''
    beforeEach(() => {
      temporary = join(folder, 'temporary')
      mkdirSync(temporary)
    })
    afterEach(() => rm(temporary, {recursive: true, force: true}))

    /** The path of a directory of another process; `like` is one of this process. */
    const other = (like: string, {pid, space}: {readonly pid: number; readonly space?: string}): string => {
      const [, here = ''] = /vkctl-([\da-f]{8})-/.exec(like) ?? []
      return join(temporary, `vkctl-${space ?? here}-${pid}-x`)
    }
    const deadPid = 999_999_999

    it('removes what a killed vkctl left, and leaves alone what a running one uses', async () => {
      await withPrivateDirectory(async first => {
        const dead = other(first, {pid: deadPid})
        const alive = other(first, {pid: process.ppid})
        for (const path of [dead, alive]) mkdirSync(path)
        writeFileSync(join(dead, 'kubeconfig'), 'token')
        await withPrivateDirectory(async () => {}, temporary)
        expect([existsSync(dead), existsSync(alive), existsSync(first)]).toEqual([false, true, true])
      }, temporary)
    })

    it('leaves alone what a container that shares it may use, for a day', async () => {
      await withPrivateDirectory(async first => {
        const [fresh, old] = [other(first, {pid: deadPid, space: '00000000'}), other(first, {pid: 1, space: '00000001'})]
        for (const path of [fresh, old]) mkdirSync(path)
        const dayAgo = Date.now() / 1000 - 24 * 3600
        utimesSync(fresh, dayAgo + 60, dayAgo + 60)
        utimesSync(old, dayAgo - 60, dayAgo - 60)
        await withPrivateDirectory(async () => {}, temporary)
        expect([existsSync(fresh), existsSync(old)]).toEqual([true, false])
      }, temporary)
    })

    it('leaves links alone, and where they lead to', async () => {
      if (process.platform === 'win32') return
      const elsewhere = join(folder, 'elsewhere')
      mkdirSync(elsewhere)
      writeFileSync(join(elsewhere, 'kept'), '')
      await withPrivateDirectory(async first => {
        const link = other(first, {pid: deadPid})
        symlinkSync(elsewhere, link)
        await withPrivateDirectory(async () => {}, temporary)
        expect([existsSync(join(elsewhere, 'kept')), existsSync(link)]).toEqual([true, true])
      }, temporary)
    })

    it('leaves alone what belongs to another user', async () => {
      // Only root can give a directory away.
      if (process.getuid?.() !== 0) return
      await withPrivateDirectory(async first => {
        const foreign = other(first, {pid: deadPid})
        mkdirSync(foreign)
        chownSync(foreign, 65_534, 65_534)
        await withPrivateDirectory(async () => {}, temporary)
        expect(existsSync(foreign)).toBe(true)
      }, temporary)
    })

    it('refuses a directory in which other users can replace files', async () => {
      if (process.platform === 'win32') return
      chmodSync(temporary, 0o777)
      await expect(withPrivateDirectory(async () => {}, temporary)).rejects.toMatchObject({
        name: 'UserError',
        message: `Other users can replace files in ${temporary}.`,
        hints: ['Set TMPDIR to a folder of your own.'],
      })
      chmodSync(temporary, 0o1777)
      expect(await withPrivateDirectory(async () => 'sticky', temporary)).toBe('sticky')
    })

    it('says in plain words that the directory does not exist', async () => {
      if (process.platform === 'win32') return
      await rm(temporary, {recursive: true})
      await expect(withPrivateDirectory(async () => {}, temporary)).rejects.toMatchObject({
        name: 'UserError',
        message: expect.stringMatching(`^Cannot create a temporary file in ${temporary}: ENOENT`),
        hints: ['Set TMPDIR to a folder of your own.'],
      })
    })
  })
})
