import {execFileSync} from 'node:child_process'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'

/** What a release is made from, and where it goes. */
export interface Release {
  /** The folder of the built package. */
  readonly built: string
  /** The folder for everything that is made. */
  readonly target: string
  /** A folder that is deleted at the end. */
  readonly work: string
  /** Where the Node.js of each platform is kept. */
  readonly cache: string
  readonly version: string
  /** The time of every file in archives, in seconds since 1970: SOURCE_DATE_EPOCH, or the time of the commit. */
  readonly epoch: number
  /** The address below which the files of this release can be downloaded; undefined as long as nobody says. */
  readonly url: string | undefined
}

export function versionOf(built: string): string {
  return (JSON.parse(readFileSync(join(built, 'package.json'), 'utf8')) as {readonly version: string}).version
}

/** SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/), or the time of the commit. Throws if it is no number. */
export function sourceDate(folder: string, given = process.env['SOURCE_DATE_EPOCH']): number {
  const text = given ?? execFileSync('git', ['log', '-1', '--format=%ct'], {cwd: folder, encoding: 'utf8'}).trim()
  if (!/^\d+$/.test(text)) throw new Error(`SOURCE_DATE_EPOCH must be seconds since 1970, not '${text}'.`)
  return Number(text)
}
