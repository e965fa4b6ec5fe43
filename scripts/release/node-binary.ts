import {execFileSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {isWindows, thisPlatform, type Platform} from './platform.ts'

interface NodeBinaries {
  /** The version of Node.js in all executables. */
  readonly version: string
  /** The integrity of the npm package with that Node.js, by platform. npm has none for macOS. */
  readonly packages: Readonly<Partial<Record<Platform, string>>>
}

/** Why an executable cannot be made here. */
export class NotHere extends Error {}

export const nodeBinaries = JSON.parse(readFileSync(new URL('node-binaries.json', import.meta.url), 'utf8')) as NodeBinaries

/**
 * The Node.js of a platform: from its npm package, which is downloaded once and compared with the integrity that this repository records; on macOS the
 * one that runs this script. Throws NotHere for macOS elsewhere, and Error if the package is not the recorded one.
 */
export function nodeBinary(platform: Platform, cache: string): string {
  const folder = packageOf(platform, cache)
  return folder === undefined ? runningNode(platform) : join(folder, 'bin', isWindows(platform) ? 'node.exe' : 'node')
}

/** The licences of Node.js and of what is in it: the same file on all platforms, but only some of the packages have it. */
export function nodeLicense(cache: string): string {
  return readFileSync(join(packageOf('linux-x64', cache) ?? '', 'LICENSE'), 'utf8')
}

/** The folder of the npm package; undefined if there is none for this platform. */
function packageOf(platform: Platform, cache: string): string | undefined {
  const {version, packages} = nodeBinaries
  const {[platform]: integrity} = packages
  if (integrity === undefined) return undefined
  const folder = join(cache, `node-${platform}-${version}`)
  if (!existsSync(folder)) download(`node-${platform}@${version}`, integrity, folder)
  return folder
}

function runningNode(platform: Platform): string {
  const {version} = nodeBinaries
  if (platform !== thisPlatform())
    throw new NotHere('npm has no package with this Node.js, and macOS starts only what was signed on macOS: make it on a Mac')
  if (process.versions.node !== version) throw new NotHere(`Node.js ${version} must run this script, not ${process.versions.node}`)
  return process.execPath
}

function download(spec: string, integrity: string, folder: string): void {
  mkdirSync(dirname(folder), {recursive: true})
  const unfinished = mkdtempSync(`${folder}-`)
  try {
    execFileSync('npm', ['pack', spec, '--ignore-scripts', '--silent'], {
      cwd: unfinished,
      shell: process.platform === 'win32',
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const archive = `${spec.replace('@', '-')}.tgz`
    const found = `sha512-${createHash('sha512')
      .update(readFileSync(join(unfinished, archive)))
      .digest('base64')}`
    if (found !== integrity) throw new Error(`The npm package ${spec} is ${found}, not ${integrity}.`)
    execFileSync('tar', ['-xzf', archive], {cwd: unfinished})
    renameSync(join(unfinished, 'package'), folder)
  } finally {
    rmSync(unfinished, {recursive: true, force: true})
  }
}
