import {mkdtemp, readFile, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {run, vkctl} from './programs.ts'
import type {Row} from './report.ts'

const commands = [
  ['--version'],
  ['install-connector', '--connector-name', 'memory', '--os-type', 'Both', '-o', 'none'],
  ['install-connector', '--connector-name', 'memory', '--os-type', 'Both', '-o', 'none'],
  ['validate', '--connector-name', 'memory', '-o', 'none'],
  ['list', '-o', 'table'],
  ['remove-connector', '--connector-name', 'memory', '--yes', '-o', 'none'],
] as const

/** The most memory that each command had at any moment, without helm and kubectl. */
export async function measureMemory(env: Readonly<Record<string, string>>): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'))
  const file = join(folder, 'memory')
  try {
    const rows: Row[] = []
    for (const [index, args] of commands.entries()) {
      const path = `${file}-${index}`
      await run(vkctl(args, ['--import', new URL('print-memory.ts', import.meta.url).href]), {env: {...env, BENCH_MEMORY: path}})
      rows.push({what: `vkctl ${args[0]}`, value: `${Math.round(Number(await readFile(path, 'utf8')))} MB`, goal: '150 MB'})
    }
    return rows
  } finally {
    await rm(folder, {recursive: true})
  }
}
