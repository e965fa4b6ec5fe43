import {copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {writeTarGz, writeZip} from './archive.ts'
import type {Release} from './context.ts'
import {executableOf} from './executable.ts'
import {nodeBinaries, nodeLicense} from './node-binary.ts'
import {isWindows, type Platform} from './platform.ts'

/** The name of the archive with the executable of a platform. */
export function archiveName(version: string, platform: Platform): string {
  return `vkctl-${version}-${platform}${platform.startsWith('linux') ? '.tar.gz' : '.zip'}`
}

/** Makes the archive of a platform: the executable, its licences, man pages and completion scripts. Throws NotHere. Returns the name of the file. */
export function makeStandalone(release: Release, platform: Platform): string {
  const {target, version, epoch} = release
  const name = archiveName(version, platform)
  const executable = executableOf(release, platform)
  const temporary = mkdtempSync(join(tmpdir(), 'vkctl-standalone-'))
  try {
    const folder = join(temporary, `vkctl-${version}-${platform}`)
    mkdirSync(folder)
    copyFileSync(executable, join(folder, isWindows(platform) ? 'vkctl.exe' : 'vkctl'))
    writeDocuments(release, folder)
    const pack = name.endsWith('.zip') ? writeZip : writeTarGz
    pack(folder, join(target, name), epoch)
  } finally {
    rmSync(temporary, {recursive: true, force: true})
  }
  return name
}

/** Writes what comes with an executable to a folder. */
function writeDocuments({built, cache}: Pick<Release, 'built' | 'cache'>, folder: string): void {
  for (const path of ['LICENSE', 'man']) cpSync(join(built, path), join(folder, path), {recursive: true})
  cpSync(join(built, 'templates', 'completion'), join(folder, 'completion'), {recursive: true})
  writeFileSync(join(folder, 'THIRD-PARTY-NOTICES'), executableNotices(built, cache))
}

/** The notices of the package, and the licence of Node.js, which the executable contains, too. */
export function executableNotices(built: string, cache: string): string {
  const line = '-'.repeat(80)
  const notices = readFileSync(join(built, 'THIRD-PARTY-NOTICES'), 'utf8')
  return [notices, line, `Node.js ${nodeBinaries.version}, which the executable contains`, line, nodeLicense(cache)].join('\n\n')
}
