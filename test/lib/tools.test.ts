import {printedHints} from '../printed-hints.ts'
import {chmodSync, mkdirSync, writeFileSync} from 'node:fs'
import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {delimiter, isAbsolute, join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {UserError} from '../../src/lib/errors.ts'
import {findTool} from '../../src/lib/tools.ts'

const suffix = process.platform === 'win32' ? '.cmd' : ''
const pathExt = process.platform === 'win32' ? {PATHEXT: '.CMD;.EXE'} : {}
let folder = ''
let first = ''
let second = ''

function program(directory: string, name: string): string {
  mkdirSync(directory, {recursive: true})
  const path = join(directory, `${name}${suffix}`)
  writeFileSync(path, '')
  chmodSync(path, 0o755)
  return path
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tools test-'))
  first = join(folder, 'first')
  second = join(folder, 'second')
  program(first, 'kubectl')
  program(second, 'kubectl')
  program(second, 'helm')
})
afterAll(() => rm(folder, {recursive: true}))

describe('findTool', () => {
  const path = () => [first, second].join(delimiter)

  it('takes the first on the PATH', async () => {
    const found = await findTool('kubectl', {PATH: path(), ...pathExt})
    expect(found.toLowerCase()).toBe(join(first, `kubectl${suffix}`).toLowerCase())
    expect(isAbsolute(found)).toBe(true)
    expect((await findTool('helm', {PATH: path(), ...pathExt})).toLowerCase()).toBe(join(second, `helm${suffix}`).toLowerCase())
  })

  it('prefers what the variable names', async () => {
    const named = program(join(folder, 'other place'), 'my-helm')
    expect((await findTool('helm', {PATH: path(), VKCTL_HELM: named, ...pathExt})).toLowerCase()).toBe(named.toLowerCase())
  })

  it('takes an empty variable for none', async () => {
    expect(await findTool('helm', {PATH: path(), VKCTL_HELM: '', ...pathExt})).toMatch(/helm/)
  })

  it.each([
    ['helm', 'Helm not detected, please verify if it is installed.'],
    ['kubectl', 'Kubectl not detected, please verify if it is installed.'],
  ] as const)("says az's text when %s is missing, and where to get it", async (name, text) => {
    const error = await findTool(name, {PATH: join(folder, 'nothing'), ...pathExt}).then(
      () => undefined,
      (reason: unknown) => reason,
    )
    expect(error).toBeInstanceOf(UserError)
    expect((error as UserError).message).toBe(text)
    expect(printedHints(error as UserError)).toMatch(/https:.*VKCTL_/)
  })

  it('does not fall back when the variable names something that cannot be run', async () => {
    const missing = join(folder, 'gone')
    await expect(findTool('helm', {PATH: path(), VKCTL_HELM: missing, ...pathExt})).rejects.toThrow(
      `VKCTL_HELM names ${missing}, which cannot be executed.`,
    )
  })

  it.each(['', '.', 'first', './first'])('takes nothing from the current folder, although the PATH begins with "%s"', async entry => {
    const before = process.cwd()
    program(join(folder, 'checkout'), 'helm')
    program(join(folder, 'checkout', 'first'), 'helm')
    process.chdir(join(folder, 'checkout'))
    try {
      const found = await findTool('helm', {PATH: [entry, second].join(delimiter), ...pathExt})
      expect(found.toLowerCase()).toBe(join(second, `helm${suffix}`).toLowerCase())
      await expect(findTool('helm', {PATH: entry, ...pathExt})).rejects.toThrow('Helm not detected')
    } finally {
      process.chdir(before)
    }
  })

  it('finds nothing without a PATH, not what lies in the current directory', async () => {
    await expect(findTool('helm', {})).rejects.toThrow('Helm not detected')
  })
})
