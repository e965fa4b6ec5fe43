import {globSync, readFileSync} from 'node:fs'
import {join, posix, sep} from 'node:path'
import {fileURLToPath} from 'node:url'
import {parseSync, Visitor} from 'rolldown/utils'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Import {
  /** Path of the file that imports, below the root of the repository. */
  readonly from: string
  /** Path of the file that is imported, below the root of the repository, or the name of a package. */
  readonly to: string
}

export interface SourceFile {
  /** Path below the root of the repository, with slashes. */
  readonly path: string
  readonly text: string
}

/** All TypeScript files below folders of the repository. */
export function sourceFiles(...folders: readonly string[]): readonly SourceFile[] {
  return folders
    .flatMap(folder => globSync(`${folder}/**/*.ts`, {cwd: root}))
    .map(path => ({path: path.split(sep).join('/'), text: readFileSync(join(root, path), 'utf8')}))
}

/** Every import of a file: static, dynamic and of types only; re-exports as well. Throws when the name of a module is not written out. */
export function importsOf({path, text}: SourceFile): readonly Import[] {
  const modules: string[] = []
  const note = (node: {readonly source: object | null}) => {
    if (node.source === null) return
    if (!('value' in node.source) || typeof node.source.value !== 'string') throw new Error(`${path} computes the name of a module.`)
    modules.push(node.source.value)
  }
  const visitor = new Visitor({
    ImportDeclaration: note,
    ExportNamedDeclaration: note,
    ExportAllDeclaration: note,
    ImportExpression: note,
    TSImportType: note,
  })
  const {program, errors} = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`)
  visitor.visit(program)
  return modules.map(name => ({from: path, to: name.startsWith('.') ? posix.join(posix.dirname(path), name) : name}))
}
