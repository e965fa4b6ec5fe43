import {copyFileSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {withNode} from '../sbom.ts'
import type {Release} from './context.ts'
import {nodeBinaries, NotHere} from './node-binary.ts'

/** Writes the bills of materials of the package, which the build has made, and of the executables, which also contain Node.js. Throws NotHere. Returns the names of the files. */
export function makeSboms({built, target, version}: Release): readonly string[] {
  const names = [`vkctl-${version}.cdx.json`, `vkctl-${version}-executable.cdx.json`] as const
  if (process.versions.node !== nodeBinaries.version)
    throw new NotHere(`Node.js ${nodeBinaries.version} must run this script, to say what it is built from, not ${process.versions.node}`)
  const source = join(built, 'sbom.cdx.json')
  copyFileSync(source, join(target, names[0]))
  writeFileSync(join(target, names[1]), withNode(readFileSync(source, 'utf8'), process.versions))
  return names
}
