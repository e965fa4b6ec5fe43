import {execFileSync} from 'node:child_process'
import {mkdtempSync, rmdirSync} from 'node:fs'
import {chmod, chown, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {UsageError} from '../../src/lib/errors.ts'
import {copyFolder, writePrivately} from '../../src/lib/files.ts'
import {replaceFile, writeGivenFile} from '../../src/lib/replace-file.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replace-test-'))
})
afterEach(() => rm(folder, {recursive: true}))

describe('a file that the user named', () => {
  it('keeps mode and owner, and nothing is left beside it', async () => {
    const path = join(folder, 'a.yaml')
    await writeFile(path, 'old', {mode: 0o640})
    await chmod(path, 0o640)
    if (process.getuid?.() === 0) await chown(path, 65_534, 65_534)
    const before = await stat(path)
    await writeGivenFile(path, 'new')
    const after = await stat(path)
    expect(await readFile(path, 'utf8')).toBe('new')
    expect([after.mode, after.uid, after.gid]).toEqual([before.mode, before.uid, before.gid])
    expect(await readdir(folder)).toEqual(['a.yaml'])
  })

  it('has the mode of any new file if it is new', async () => {
    const [given, plain] = [join(folder, 'given'), join(folder, 'plain')]
    await writeFile(plain, '')
    await writeGivenFile(given, 'new')
    expect((await stat(given)).mode).toBe((await stat(plain)).mode)
  })

  it('stays a link, and its target changes', async () => {
    // Only administrators can make links on Windows.
    if (process.platform === 'win32') return
    const [target, link, dangling] = [join(folder, 'target'), join(folder, 'link'), join(folder, 'dangling')]
    await writeFile(target, 'old')
    await symlink('target', link)
    await symlink('later', dangling)
    await writeGivenFile(link, 'new')
    await writeGivenFile(dangling, 'created')
    expect((await Promise.all([link, dangling].map(path => lstat(path)))).map(stats => stats.isSymbolicLink())).toEqual([true, true])
    expect(await readFile(target, 'utf8')).toBe('new')
    expect(await readFile(join(folder, 'later'), 'utf8')).toBe('created')
  })

  it('may be a device', async () => {
    if (process.platform !== 'linux') return
    await writeGivenFile('/dev/null', 'gone')
    await expect(writeGivenFile('/dev/full', 'x')).rejects.toMatchObject({
      message: '/dev/full could not be written: the disk is full (ENOSPC).',
      exitCode: 1,
    })
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true)
  })

  it('is wrong usage if no file can be there', async () => {
    await writeFile(join(folder, 'file'), '')
    await mkdir(join(folder, 'sub'))
    const write = (path: string) => writeGivenFile(join(folder, path), 'x')
    await expect(write('sub')).rejects.toThrow(/sub could not be written: it is a directory \(EISDIR\)\.$/)
    await expect(write('none/x')).rejects.toThrow(/x could not be written: its folder does not exist \(ENOENT\)\.$/)
    await expect(write('none/x')).rejects.toBeInstanceOf(UsageError)
    // Windows has another code for a folder that is a file.
    await expect(write('file/x')).rejects.toThrow(/x could not be written: (a part of the path is no folder|its folder does not exist) \(/)
  })
})

/** Mounts a disk of 64 kB at a folder. */
const mountSmall = (at: string) => execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', at], {stdio: 'ignore'})

function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  const at = mkdtempSync(join(tmpdir(), 'mount-test-'))
  try {
    mountSmall(at)
    execFileSync('umount', [at])
    return true
  } catch {
    // A container may forbid it to root, too.
    return false
  } finally {
    rmdirSync(at)
  }
}

describe('the lock of a file', () => {
  it.each([-60_000, 60_000])('is not waited for if a clock that is wrong by %i ms wrote it', async wrong => {
    const path = join(folder, 'config')
    await writeFile(`${path}.lock`, '')
    const time = new Date(Date.now() + wrong)
    await utimes(`${path}.lock`, time, time)
    await replaceFile(path, () => 'new')
    expect(await readFile(path, 'utf8')).toBe('new')
    expect(await readdir(folder)).toEqual(['config'])
  })
})

;(canMount() ? describe : describe.skip)('on a full disk (skipped where this user cannot mount one)', () => {
  const large = 'x'.repeat(100_000)

  it('a file keeps its old text, and no half file is left', async () => {
    const disk = folder
    mountSmall(disk)
    try {
      const [path, original] = [join(disk, 'a.yaml'), join(tmpdir(), `chart-${process.pid}`)]
      await writeFile(path, 'old')
      const full = {message: `${path} could not be written: the disk is full (ENOSPC).`, exitCode: 1}
      await expect(writeGivenFile(path, large)).rejects.toMatchObject({...full, hints: ['The file is as it was.']})
      await expect(replaceFile(path, () => large)).rejects.toMatchObject(full)
      await expect(writePrivately(join(disk, 'bundle'), Buffer.from(large))).rejects.toThrow(
        /bundle could not be written: the disk is full/,
      )
      await mkdir(original)
      await writeFile(join(original, 'Chart.yaml'), large)
      await expect(copyFolder(original, join(disk, 'chart'))).rejects.toThrow(/chart could not be written: the disk is full/)
      await rm(original, {recursive: true})
      expect(await readdir(disk)).toEqual(['a.yaml'])
      expect(await readFile(path, 'utf8')).toBe('old')

      execFileSync('mount', ['-o', 'remount,ro', disk])
      await expect(writeGivenFile(path, 'new')).rejects.toThrow(`${path} could not be written: the disk is read-only (EROFS).`)
    } finally {
      execFileSync('umount', [disk])
    }
  })
})
