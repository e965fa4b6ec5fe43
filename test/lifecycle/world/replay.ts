import assert from 'node:assert'
import {existsSync, readFileSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {readBundle} from '../../../src/lib/connector/bundle/read-bundle.ts'
import {validationOf} from '../../../src/lib/connector/validation/validate.ts'
import type {VkctlRun} from './vkctl-process.ts'

/** With these, `validate` saves nothing, or a test saves something itself. */
const savesOtherwise: ReadonlySet<string> = new Set(['--watch', '-f', '--filename', '--save', '--from', '--help', '-h'])
/** With these, it does not print all that it found as JSON. */
const printsOther: ReadonlySet<string> = new Set(['-o', '--output', '--query', '--fail-on'])
export const secretLooks = /BEGIN [A-Z ]*PRIVATE KEY-----(?!\*)|\beyJ[\w-]{8,}\.eyJ/

/** A `validate` that also saves a bundle in the directory; undefined if it cannot. */
export function saving(args: readonly string[], directory: string): {readonly args: readonly string[]; readonly file: string} | undefined {
  if (args[0] !== 'validate' || args.some(arg => savesOtherwise.has(arg))) return undefined
  const file = join(directory, 'bundle.json')
  return {args: [...args, '--save', file], file}
}

/** The findings of every bundle are those of the run that saved it, and the bundle has no key and no token. It is deleted. Nothing is saved of what could not be read. */
export async function checkReplay({args, stdout, exitCode}: VkctlRun, file: string): Promise<void> {
  if (!existsSync(file)) return assert([1, 2, 3, 5, 7, 8].includes(exitCode), `No bundle was saved, but the exit code is ${exitCode}.`)
  try {
    assert(!secretLooks.test(readFileSync(file, 'utf8')), 'A key or a token in a bundle')
    const {inspection} = await readBundle(file)
    if (args.some(arg => printsOther.has(arg))) return
    assert.deepEqual(JSON.parse(JSON.stringify(validationOf(inspection))), JSON.parse(stdout), 'A bundle says something else')
  } finally {
    rmSync(file)
  }
}
