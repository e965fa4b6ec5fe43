import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {run, vkctl, type RunOptions} from './programs.ts'

export interface Peak {
  /** From the start of the process until its end. */
  readonly ms: number
  /** The most memory that the process had, without helm and kubectl. */
  readonly megabytes: number
}

let runs = 0

/** Runs vkctl to its end, and measures its time and its memory. `folder` takes a file for each run. */
export async function measurePeak(folder: string, args: readonly string[], options: RunOptions): Promise<Peak> {
  const path = join(folder, `memory-${runs++}`)
  const command = vkctl(args, ['--import', new URL('print-memory.js', import.meta.url).href])
  const {ms} = await run(command, {...options, env: {...options.env, BENCH_MEMORY: path}})
  return {ms, megabytes: Number(await readFile(path, 'utf8'))}
}
