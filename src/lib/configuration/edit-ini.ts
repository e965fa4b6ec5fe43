import {parseIni, sameKey, type IniEntry} from './ini.ts'

/** A setting as it should be; without a value, it is removed. */
export interface IniChange {
  readonly section: string
  readonly key: string
  readonly value: string | undefined
}

/** The text of an INI file after changes. Everything else stays as it is: comments, order, ends of lines. Throws UsageError as parseIni does. */
export function editIni(text: string, path: string, changes: readonly IniChange[]): string {
  return changes.reduce((edited, change) => edit(edited, parseIni(edited, path), change), text)
}

function edit(text: string, entries: readonly IniEntry[], {section, key, value}: IniChange): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  const lines = text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/)
  const there = entries.find(entry => entry.section === section && sameKey(entry.key, key))
  const written = value === undefined ? [] : [`${there?.key ?? key} = ${value}`]
  if (there !== undefined) lines.splice(there.line - 1, there.lastLine - there.line + 1, ...written)
  else if (value === undefined) return text
  else {
    const header = lines.findLastIndex(line => line.trim().startsWith(`[${section}]`))
    const last = entries.findLast(entry => entry.section === section)?.lastLine ?? header + 1
    if (header !== -1) lines.splice(Math.max(last, header + 1), 0, ...written)
    else lines.push(...(lines.length === 0 ? [] : ['']), `[${section}]`, ...written)
  }
  return lines.length === 0 ? '' : `${lines.join(end)}${end}`
}
