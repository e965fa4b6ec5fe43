import {execFileSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import {basename, dirname, join, relative, sep} from 'node:path'
import {zipSync, type Zippable} from 'fflate'

/** SHA-256 of a file in hexadecimal digits. */
export const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')

/** The files below a folder, in one order everywhere, as paths with `/`. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted()
}

/** Packs a folder as a `.tar.gz` that is the same wherever and whenever it is made. Needs GNU tar. */
export function writeTarGz(folder: string, target: string, epoch: number): void {
  const tar = [
    '--sort=name',
    `--mtime=@${epoch}`,
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    '--mode=go-w',
    '--use-compress-program=gzip -n',
  ]
  execFileSync('tar', [...tar, '-cf', target, '-C', dirname(folder), basename(folder)], {stdio: ['ignore', 'inherit', 'inherit']})
}

/** Packs a folder as a `.zip` that is the same wherever and whenever it is made. Programs stay programs where the system knows such a mode. */
export function writeZip(folder: string, target: string, epoch: number): void {
  const unix = 3
  const entries = filesBelow(folder).map((path): [string, Zippable[string]] => {
    const file = join(folder, path)
    const mode = (statSync(file).mode & 0o111) === 0 ? 0o100644 : 0o100755
    return [`${basename(folder)}/${path}`, [readFileSync(file), {mtime: zipTime(epoch), os: unix, attrs: mode << 16}]]
  })
  writeFileSync(target, zipSync(Object.fromEntries(entries)))
}

/** zip has local times and no time zone; this is the same everywhere. */
function zipTime(epoch: number): Date {
  const utc = new Date(epoch * 1000)
  return new Date(utc.getUTCFullYear(), utc.getUTCMonth(), utc.getUTCDate(), utc.getUTCHours(), utc.getUTCMinutes(), utc.getUTCSeconds())
}
