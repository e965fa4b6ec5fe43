import {UsageError} from '../errors.ts'

/** One setting of an INI file. */
export interface IniEntry {
  readonly section: string
  /** As it is written; keys are compared without case. */
  readonly key: string
  readonly value: string
  /** Number of its first line, from 1, and of its last one: a value goes on in lines that are indented more than its key. */
  readonly line: number
  readonly lastLine: number
}

interface Open extends IniEntry {
  value: string
  lastLine: number
  readonly indent: number
}

/**
 * Reads an INI file as az does (Python's configparser, without interpolation): section names are case-sensitive and keys are not; `=` or `:` ends a key; a
 * line that begins with `#` or `;` is a comment, and a comment elsewhere is a part of the value. Throws UsageError with file and line for a line that is none
 * of this, and for a key that is there twice. https://docs.python.org/3/library/configparser.html#supported-ini-file-structure
 */
export function parseIni(text: string, path: string): readonly IniEntry[] {
  const entries: Open[] = []
  let section: string | undefined
  let open: Open | undefined
  for (const [index, whole] of text.split(/\r?\n/).entries()) {
    const line = index + 1
    const content = whole.trim()
    if (content === '' || /^[#;]/.test(content)) continue
    const indent = whole.length - whole.trimStart().length
    if (open !== undefined && indent > open.indent) {
      open.value += `\n${content}`
      open.lastLine = line
      continue
    }
    open = undefined
    const {name} = /^\[(?<name>.+)\]/.exec(content)?.groups ?? {}
    if (name !== undefined) {
      section = name
      continue
    }
    const {key, value} = keyAndValue(content) ?? refuse(path, line, "this is not a [section], a comment or 'key = value'")
    if (section === undefined) return refuse(path, line, `'${key}' stands before the first [section]`)
    const before = entries.find(entry => entry.section === section && sameKey(entry.key, key))
    if (before !== undefined) refuse(path, line, `'${key}' is set already, in line ${before.line}`)
    open = {section, key, value, line, lastLine: line, indent}
    entries.push(open)
  }
  return entries
}

function keyAndValue(content: string): {readonly key: string; readonly value: string} | undefined {
  const {key, value} = /^(?<key>[^=:]+?)\s*[=:]\s*(?<value>.*)$/.exec(content)?.groups ?? {}
  return key === undefined || value === undefined ? undefined : {key, value}
}

function refuse(path: string, line: number, why: string): never {
  throw new UsageError(`${path}:${line}: ${why}.`)
}

export function sameKey(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
