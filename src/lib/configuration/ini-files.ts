import {UsageError} from '../errors.ts'
import {readText} from '../files.ts'

/** A setting, and the file that has it. */
interface Found {
  readonly value: string
  readonly path: string
}

/**
 * Reads INI files as az does: section names are case-sensitive, keys are not; a line that begins with `#` or `;` is a comment.
 * The first file that has a key wins; files that do not exist are skipped.
 */
export async function readIniFiles(paths: readonly string[]): Promise<(section: string, key: string) => Found | undefined> {
  const files = await Promise.all(paths.map(async path => ({path, sections: await readIniFile(path)})))
  return (section, key) => {
    for (const {path, sections} of files) {
      const value = sections?.get(section)?.get(key.toLowerCase())
      if (value !== undefined && value !== '') return {value, path}
    }
    return undefined
  }
}

/** Values by section and lower-case key; undefined when there is no such file. */
export async function readIniFile(path: string): Promise<ReadonlyMap<string, ReadonlyMap<string, string>> | undefined> {
  const text = await readConfigText(path)
  if (text === undefined) return undefined
  // Most machines have no such file, so the parser is loaded only if there is one.
  const {parse} = await import('ini')
  // The parser nests sections at dots; az does not.
  const flat = text.replaceAll(/^[ \t]*\[([^\]\r\n]*)\][ \t]*\r?$/gm, (_line, name: string) => `[${name.replaceAll('.', '\\.')}]`)
  const sections = new Map<string, Map<string, string>>()
  for (const [name, values] of Object.entries(parse(flat, {bracketedArray: false}))) {
    if (typeof values !== 'object' || values === null) continue
    sections.set(name, new Map(Object.entries(values).map(([key, value]) => [key.toLowerCase(), String(value)])))
  }
  return sections
}

/** The text of a configuration file, or undefined when it does not exist. */
export async function readConfigText(path: string): Promise<string | undefined> {
  try {
    return await readText(path)
  } catch (error) {
    // A "folder" in the path that is a file, such as a home directory of /dev/null.
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined
    throw new UsageError(`The configuration file ${path} cannot be read: ${(error as Error).message}`, {cause: error})
  }
}
