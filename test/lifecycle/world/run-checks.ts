import assert from 'node:assert'
import {readdirSync} from 'node:fs'
import {holds, whereOnDisk} from './secrecy.ts'
import type {VkctlRun} from './vkctl-process.ts'
import type {ToolCall} from './watched-tools.ts'

export interface Surroundings {
  readonly home: string
  readonly temporary: string
  readonly secrets: readonly string[]
  readonly calls: readonly ToolCall[]
  /** After SIGKILL nobody can tidy up, and another run that still goes on has files of its own. */
  readonly mayLeaveFiles: boolean
}

const privateKey = /BEGIN [A-Z ]*PRIVATE KEY|LS0tLS1CRUdJTi[A-Za-z0-9+/]{0,8}UFJJVkFURSBLRVk/
const stack = /^\s+at .+:\d+:\d+\)?$/m
/** With these stdout is something else than JSON. */
const printsOther: ReadonlySet<string> = new Set(['-o', '--output', 'sample', 'export', '--version', '--help'])
/** Codes that come with an error on stderr, not only with findings or leftovers. */
const needsError = new Set([1, 2, 3, 5, 6, 8, 130, 143])

/** What every run of vkctl must keep to, whatever it was asked and however it ended. */
export function checkRun({args, exitCode, stdout, stderr}: VkctlRun, {home, temporary, secrets, calls, mayLeaveFiles}: Surroundings): void {
  const told = `vkctl ${args.join(' ')} ended with ${exitCode}\n${stdout}\n${stderr}`
  const require = (ok: boolean, what: string): void => assert(ok, `${what}: ${told}`)
  require(!stderr.includes('This is a bug in vkctl'), 'An unexpected error')
  require(args.includes('--debug') || !stack.test(stderr), 'A stack on stderr')
  require(!needsError.has(exitCode) || /^ERROR: \S/m.test(stderr), 'No error on stderr')
  require(stdout === '' || args.some(arg => printsOther.has(arg)) || isJson(stdout), 'stdout is not JSON')
  for (const secret of secrets) {
    require(!holds(stdout, secret) && !holds(stderr, secret), 'A secret in the output')
    require(!holds(calls.map(({args: argv}) => argv.join(' ')).join('\n'), secret), 'A secret in the arguments of a tool')
    const files = whereOnDisk(home, secret)
    require(files.length === 0, `A secret in ${files.join()}`)
  }
  require(!privateKey.test(stdout + stderr), 'A private key in the output')
  require(mayLeaveFiles || readdirSync(temporary).length === 0, `Files are left (${readdirSync(temporary).join()})`)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
