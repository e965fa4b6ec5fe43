import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import Completion from '../src/commands/completion.ts'
import Explain from '../src/commands/explain.ts'
import InstallConnector from '../src/commands/install-connector.ts'
import ProviderRegister from '../src/commands/provider/register.ts'
import Sample from '../src/commands/sample.ts'
import Validate from '../src/commands/validate.ts'
import type {System} from '../src/system.ts'
import {runCommand} from './run-command.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'arguments-'))
})
afterEach(() => rm(folder, {recursive: true, force: true}))

async function file(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(folder, name), content)
  return join(folder, name)
}

const install = (argv: readonly string[], system: Partial<System> = {}) =>
  runCommand(InstallConnector, 'install-connector', ['-g', 'g', '-n', 'c', ...argv], system)

describe('an argument with allowed values', () => {
  it('is read without regard to case', async () => {
    expect(await runCommand(Completion, 'completion', ['Fish'])).toMatchObject({exitCode: 0, stdout: expect.stringContaining('complete')})
  })

  it('that has another one is wrong usage', async () => {
    const {exitCode, stderr} = await runCommand(Completion, 'completion', ['bish'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain(
      "vkctl completion: 'bish' is not a valid value for 'SHELL'. Allowed values: bash, zsh, fish, powershell.\nDid you mean 'bash' ?\n",
    )
    expect(stderr).toMatch(/\nRead more: vkctl completion --help\n$/)
  })
})

describe('@FILE', () => {
  it('is the value of an option or an argument, without the line breaks at its end', async () => {
    const id = await file('id', '\uFEFFnode-ready\r\n\n')
    const format = await file('format', 'json\n')
    const {stdout} = await runCommand(Explain, 'explain', [`@${id}`, '-o', `@${format}`, '--query', 'id'])
    expect(stdout).toBe('"node-ready"\n')
    const fromInput = await runCommand(Explain, 'explain', ['@-', '-o', 'json', '--query', 'id'], {readInput: async () => 'node-ready\n'})
    expect(fromInput.stdout).toBe('"node-ready"\n')
    const inHome = await runCommand(Explain, 'explain', ['@~/id', '--query', 'id'], {home: folder})
    expect(inHome.stdout).toBe('"node-ready"\n')
  })

  it('may be a word of JMESPath', async () => {
    const query = await file('query', 'id')
    for (const [given, printed] of [
      ['@.id', '"node-ready"\n'],
      [`@${query}`, '"node-ready"\n'],
      ['@ | id', '"node-ready"\n'],
    ] as const)
      expect((await runCommand(Explain, 'explain', ['node-ready', '--query', given])).stdout).toBe(printed)
  })

  it.each([
    ['does not exist', undefined, 'argument --connector-name: the file '],
    ['is empty', '\n', 'argument --connector-name: the value is empty'],
    ['is no text', Buffer.from([0xff, 0x00]), 'is not text in UTF-8'],
  ])('that %s is wrong usage', async (_, content, message) => {
    const path = content === undefined ? join(folder, 'none') : await file('name', content)
    const {stderr, exitCode} = await install(['--connector-name', `@${path}`])
    expect(exitCode).toBe(2)
    expect(stderr).toContain(message)
  })
})

describe('stdin', () => {
  it.each([
    ['--client-secret - --set-values -', '--client-secret -, --set-values -'],
    ['--set-values - -', '--set-values -, --set-values -'],
    ['--connector-name @- --set-values -', '--connector-name @-, --set-values -'],
  ])('is read only once: %s', async (argv, users) => {
    const {stderr, exitCode} = await install(argv.split(' '))
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`stdin can be read only once: ${users}`)
  })

  it('that is a terminal is said', async () => {
    const terminal = {stdin: true, stdout: false, stderr: false, columns: 80, rows: 24}
    const {stderr} = await runCommand(Validate, 'validate', ['-f', '-'], {terminal, readInput: async () => '{}'})
    expect(stderr).toContain("Reading from this terminal, because of '-'. End the text with Ctrl-D")
  })
})

describe('values of an option with several', () => {
  it('can follow one option, as in az', async () => {
    const paths = await Promise.all(['a', 'b'].map(name => file(`${name}.yaml`, `kind: Pod\napiVersion: v1\nmetadata: {name: ${name}}\n`)))
    const [together, apart] = await Promise.all(
      [['-f', ...paths], paths.flatMap(path => ['-f', path])].map(argv => runCommand(Validate, 'validate', [...argv, '-o', 'json'])),
    )
    expect(together?.exitCode).toBe(apart?.exitCode)
    expect(together?.stdout).toBe(apart?.stdout)
    expect(together?.stdout).toContain('b.yaml')
  })
})

describe('--set', () => {
  it.each([
    [['--set', ''], 'argument --set: the value is empty'],
    [['--set', 'a'], "argument --set: the key 'a' has no value"],
    [['--set-values', ''], 'argument --set-values: the value is empty'],
    [['--set', 'a=1', '--reset', 'set-values'], 'argument --reset: set-values cannot be passed and reset'],
  ])('%j is wrong usage', async (argv, message) => {
    const {stderr, exitCode} = await install(argv)
    expect(exitCode).toBe(2)
    expect(stderr).toContain(message)
  })
})

describe('--wait and --no-wait', () => {
  it('exclude each other', async () => {
    for (const run of [install(['--wait', '--no-wait']), runCommand(ProviderRegister, 'provider register', ['--wait', '--no-wait'])])
      expect(await run).toMatchObject({exitCode: 2, stderr: expect.stringContaining('not allowed with argument')})
  })
})

describe('sample', () => {
  it('prints JSON if asked for, and otherwise YAML with a comment', async () => {
    const {stdout} = await runCommand(Sample, 'sample', ['-o', 'json'])
    expect(JSON.parse(stdout)).toMatchObject({kind: 'Deployment', metadata: {name: 'aci-helloworld'}})
    expect((await runCommand(Sample, 'sample', ['--query', 'metadata.name', '-o', 'tsv'])).stdout).toBe('aci-helloworld\n')
    expect((await runCommand(Sample, 'sample', [], {env: {AZURE_CORE_OUTPUT: 'json'}})).stdout).toMatch(/^# .*\n# Port 80/)
  })
})
