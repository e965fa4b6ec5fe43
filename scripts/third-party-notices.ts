import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

export interface Library {
  readonly name: string
  readonly version: string
  /** An SPDX expression, such as MIT. */
  readonly license: string
  /** What its licence and notice files say. */
  readonly texts: readonly string[]
}

interface PackageJson {
  readonly name: string
  readonly version: string
  readonly license?: string
}

/** Libraries that modules of a bundle come from, by name and version. Throws when a library comes without its licence. */
export function bundledLibraries(moduleIds: readonly string[]): readonly Library[] {
  const folders = new Set(
    moduleIds.flatMap(id => /^.*[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+/.exec(id)?.[0].replace(/^\0/, '') ?? []),
  )
  const libraries = new Map([...folders].map(folder => readLibrary(folder)).map(library => [`${library.name} ${library.version}`, library]))
  return [...libraries.values()].toSorted((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version))
}

function readLibrary(folder: string): Library {
  const {name, version, license} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageJson
  const files = readdirSync(folder).filter(file => /^(un)?licen[cs]e|^notice|^copying|^thirdpartynotice/i.test(file))
  if (license === undefined || files.length === 0) throw new Error(`${name} ${version} is bundled but comes without its licence.`)
  return {
    name,
    version,
    license,
    texts: files.toSorted().map(file => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim()),
  }
}

/** The file that travels with the bundle: each library with its version and licence. */
export function notices(libraries: readonly Library[]): string {
  const line = '-'.repeat(80)
  return [
    'vkctl contains code of the libraries below, each under its own licence.\n',
    ...libraries.map(({name, version, license, texts}) => [line, `${name} ${version} (${license})`, line, ...texts].join('\n\n') + '\n'),
  ].join('\n')
}
