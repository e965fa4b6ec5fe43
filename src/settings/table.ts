import type {SettingRow} from './rows.ts'

/** The rows of `-o table`. */
export function settingTable(rows: readonly SettingRow[]) {
  return rows.map(({name, value, used, reason, source, variable, file, line}) => ({
    name,
    value,
    source: variable ?? (file === null ? source : line === null ? file : `${file}:${line}`),
    used,
    reason,
  }))
}
