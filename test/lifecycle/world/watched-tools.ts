import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createServer} from 'node:net'
import type {AddressInfo} from 'node:net'
import {join} from 'node:path'
import {createInterface} from 'node:readline'
import {fileURLToPath} from 'node:url'
import type {Tools} from '../../tools.ts'

export interface ToolCall {
  readonly tool: 'helm' | 'kubectl'
  readonly args: readonly string[]
}

/** Instead of running, a tool ends like this; empty to run it after all. */
export interface ToolEnd {
  readonly exitCode?: number
  readonly stderr?: string
  readonly signal?: NodeJS.Signals
}

export type Intercept = (call: ToolCall) => ToolEnd | undefined | Promise<ToolEnd | undefined>

/** helm and kubectl, each behind a script that writes down how it was called and, while the test wants it, asks before it runs. */
export interface WatchedTools {
  readonly helm: string
  readonly kubectl: string
  /** What was called since the last time, in no order. */
  readonly takeCalls: () => readonly ToolCall[]
  /** From now on every call waits for the answer of `intercept`; undefined ends that. */
  readonly intercept: (intercept: Intercept | undefined) => void
  readonly close: () => Promise<void>
}

const gate = fileURLToPath(new URL('../fixtures/tool-gate.mjs', import.meta.url))

/** `directory` must exist; it holds the scripts and their records. */
export async function watchTools(real: Pick<Tools, 'helm' | 'kubectl'>, directory: string): Promise<WatchedTools> {
  const records = join(directory, 'calls')
  const gateOpen = join(directory, 'gate')
  mkdirSync(records)
  let current: Intercept | undefined
  const server = createServer(socket => {
    // A tool that is killed while it asks.
    socket.on('error', () => {})
    const lines = createInterface({input: socket})
    lines.on('error', () => {})
    lines.once('line', line => {
      void (async () => socket.end(JSON.stringify((await current?.(JSON.parse(line) as ToolCall)) ?? {})))()
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo
  const script = (tool: 'helm' | 'kubectl'): string => {
    const path = join(directory, tool)
    const record = `"${records}/$$-$(date +%s%N)-${tool}"`
    const lines = [
      '#!/bin/sh',
      `[ $# = 0 ] || printf '%s\\0' "$@" > ${record}`,
      `[ ! -e "${gateOpen}" ] || exec "${process.execPath}" "${gate}" ${port} "${real[tool]}" ${tool} "$@"`,
      `exec "${real[tool]}" "$@"`,
    ]
    writeFileSync(path, `${lines.join('\n')}\n`, {mode: 0o755})
    return path
  }
  return {
    helm: script('helm'),
    kubectl: script('kubectl'),
    takeCalls() {
      return readdirSync(records).map(name => {
        const args = readFileSync(join(records, name), 'utf8').split('\0').slice(0, -1)
        rmSync(join(records, name))
        return {tool: name.endsWith('-helm') ? 'helm' : 'kubectl', args}
      })
    },
    intercept(intercept) {
      current = intercept
      if (intercept === undefined) rmSync(gateOpen, {force: true})
      else writeFileSync(gateOpen, '')
    },
    close: async () => {
      await new Promise(resolve => server.close(resolve))
    },
  }
}
