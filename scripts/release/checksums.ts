import {readdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {sha256} from './archive.ts'
import type {Release} from './context.ts'

const file = 'SHA256SUMS'

/** Writes the SHA-256 of every file in the release, as `sha256sum --check` reads it. Returns the name of the file. */
export function makeChecksums({target}: Pick<Release, 'target'>): string {
  const files = readdirSync(target, {withFileTypes: true})
    .flatMap(entry => (entry.isFile() && entry.name !== file ? entry.name : []))
    .toSorted()
  writeFileSync(join(target, file), files.map(name => `${sha256(join(target, name))}  ${name}\n`).join(''))
  return file
}
