import {mkdtempSync, readFileSync, rmSync, statSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {executableOf} from '../scripts/release/executable.ts'
import {thisPlatform} from '../scripts/release/platform.ts'
import {median, root, run} from './programs.ts'
import {times, type Row} from './report.ts'

/** How large the single executable of this platform is, and how long its start takes, compared with that of Node itself. No rows where there is no executable. */
export async function measureExecutable(rounds: number): Promise<readonly Row[]> {
  const platform = thisPlatform()
  if (platform === undefined) return []
  const work = mkdtempSync(join(tmpdir(), 'vkctl-bench-'))
  try {
    const program = executableOf({built: root, work, cache: join(root, '.cache', 'release')}, platform)
    // The first run reads the file from the disk.
    await run([program, '--version'])
    const node: number[] = []
    const executable: number[] = []
    for (let round = 0; round < rounds; round++) {
      node.push((await run([process.execPath, '-e', '0'])).ms)
      executable.push((await run([program, '--version'])).ms)
    }
    const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`
    return [
      {what: 'the executable', value: megabytes(statSync(program).size), goal: ''},
      {what: 'the executable, compressed', value: megabytes(gzipSync(readFileSync(program)).length), goal: ''},
      {what: 'executable --version / node -e 0', value: times(median(executable) / median(node)), goal: '2'},
    ]
  } finally {
    rmSync(work, {recursive: true, force: true})
  }
}
