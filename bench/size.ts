import {execFileSync} from 'node:child_process'
import {root} from './programs.ts'
import type {Row} from './report.ts'

/** How large the package is when npm has unpacked it. It has no dependencies, so that is all that an installation brings. */
export function measureSize(): readonly Row[] {
  const windows = process.platform === 'win32'
  const said = execFileSync('npm', ['pack', '--dry-run', '--ignore-scripts', '--json'], {cwd: root, shell: windows, encoding: 'utf8'})
  const [{unpackedSize}] = JSON.parse(said) as [{unpackedSize: number}]
  return [{what: 'the package, unpacked', value: `${(unpackedSize / 1e6).toFixed(1)} MB`, goal: '12 MB'}]
}
