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
  return [
    {what: 'node -e 0', value: ms(median(node)), goal: ''},
    ...measured.map(({name, taken}) => ({what: `${name} / node -e 0`, value: times(median(taken) / median(node)), goal: '2'})),
  ]
}
