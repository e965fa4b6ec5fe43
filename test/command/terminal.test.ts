import {execFile} from 'node:child_process'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'
import {describe, expect, it} from '@jest/globals'
import xterm from '@xterm/headless'
import which from 'which'
import {compileCache} from '../compile-cache.ts'

const program = fileURLToPath(new URL('../../bin/dev.js', import.meta.url))
// `script` of util-linux makes a pseudo-terminal; that of BSD and macOS has other options.
const script = process.platform === 'linux' ? which.sync('script', {nothrow: true}) : null

/** What a real terminal of this width shows after a command of vkctl, without empty lines at the end. */
async function shownIn(columns: number, args: string): Promise<readonly string[]> {
  const command = `stty cols ${columns} rows 20; '${process.execPath}' '${program}' ${args}`
  const env = {...process.env, ...compileCache, TERM: 'xterm-256color', HOME: '/nowhere'}
  const {stdout} = await promisify(execFile)(script ?? '', ['-qec', command, '/dev/null'], {env})
  const terminal = new xterm.Terminal({cols: columns, rows: 20, scrollback: 5000, allowProposedApi: true})
  await new Promise<void>(resolve => terminal.write(stdout, resolve))
  const {active} = terminal.buffer
  const rows = Array.from({length: active.length}, (_row, y) => ({
    line: active.getLine(y),
    text: active.getLine(y)?.translateToString(true) ?? '',
  }))
  expect(rows.filter(({line}) => line?.isWrapped).map(({text}) => text)).toEqual([])
  return rows.map(({text}) => text).slice(0, rows.findLastIndex(({text}) => text !== '') + 1)
}

const inTerminal = script === null ? describe.skip : describe

inTerminal('a real terminal (skipped without script of util-linux)', () => {
  it.each([40, 60, 132])('of %i columns gets help that no line of which wraps', async columns => {
    expect((await shownIn(columns, '--help'))[1]).toBe('Group')
  })
})
