import {mkdtempSync, rmSync} from 'node:fs'
import {homedir, tmpdir} from 'node:os'
import {join} from 'node:path'
import {openNames} from '../src/completion/names.ts'
import {scopeKey} from '../src/completion/scope.ts'
import {median, run, vkctl} from './programs.ts'
import {ms, times, type Row} from './report.ts'

/** How long the start takes, compared with that of Node itself. */
export async function measureStart(rounds: number): Promise<readonly Row[]> {
  const empty = [process.execPath, '-e', '0'] as const
  const starts = {
    'vkctl --version': vkctl(['--version']),
    'vkctl --help': vkctl(['--help']),
    'vkctl install-connector --help': vkctl(['install-connector', '--help']),
  }
  // The first run fills the compile cache.
  for (const command of [empty, ...Object.values(starts)]) await run(command)
  const node: number[] = []
  const measured = Object.entries(starts).map(([name, command]) => ({name, command, taken: [] as number[]}))
  for (let round = 0; round < rounds; round++) {
    node.push((await run(empty)).ms)
    for (const {command, taken} of measured) taken.push((await run(command)).ms)
  }
  const tab = await measureTab(rounds)
  return [
    {what: 'node -e 0', value: ms(median(node)), goal: ''},
    ...measured.map(({name, taken}) => ({what: `${name} / node -e 0`, value: times(median(taken) / median(node)), goal: '2'})),
    {what: 'Tab, names from the cache', value: ms(tab), goal: '100 ms'},
    {what: 'Tab / node -e 0', value: times(tab / median(node)), goal: ''},
  ]
}

/** How long one press of Tab takes that completes the names of a hundred clusters. */
async function measureTab(rounds: number): Promise<number> {
  const home = mkdtempSync(join(tmpdir(), 'vkctl-bench-'))
  const env = {XDG_CACHE_HOME: home, AZURE_CONFIG_DIR: home}
  try {
    const surroundings = {env: {...process.env, ...env}, home: homedir(), cwd: process.cwd()}
    const clusters = Array.from({length: 100}, (_, number) => ({name: `cluster-${number}`, resourceGroup: 'group'}))
    await openNames(env, await scopeKey({}, surroundings))?.write({clusters})
    const taken: number[] = []
    for (let round = 0; round <= rounds; round++) {
      const {ms: time, stdout} = await run(vkctl(['__complete', '2', 'list', '-n', '']), {env})
      if (!stdout.includes('cluster-99')) throw new Error(`The names are not in the answer: ${stdout}`)
      if (round > 0) taken.push(time)
    }
    return median(taken)
  } finally {
    rmSync(home, {recursive: true, force: true})
  }
}
