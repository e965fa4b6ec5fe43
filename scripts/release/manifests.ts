import {existsSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {sha256} from './archive.ts'
import type {Release} from './context.ts'
import type {DownloadOf} from './download.ts'
import {homebrewFormula} from './homebrew.ts'
import {NotHere} from './node-binary.ts'
import {scoopManifest} from './scoop.ts'
import {archiveName} from './standalone.ts'
import {wingetManifests} from './winget.ts'

/** Writes the manifests for Homebrew, Scoop and winget. Throws NotHere without an address, and without the archives. Returns the names of the files. */
export function makeManifests({target, version, url}: Pick<Release, 'target' | 'version' | 'url'>): readonly string[] {
  if (url === undefined) throw new NotHere('they contain the address of the archives: pass it with --url')
  const download: DownloadOf = platform => {
    const name = archiveName(version, platform)
    const file = join(target, name)
    if (!existsSync(file)) throw new NotHere(`they contain the checksum of ${name}, which is not in ${target}`)
    return {url: `${url}/${name}`, sha256: sha256(file)}
  }
  const manifests = {
    'vkctl.rb': homebrewFormula(version, download),
    'vkctl.json': scoopManifest(version, download),
    ...wingetManifests(version, download),
  }
  for (const [name, text] of Object.entries(manifests)) writeFileSync(join(target, name), text)
  return Object.keys(manifests)
}
