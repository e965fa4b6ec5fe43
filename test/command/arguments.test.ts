import {Args, Flags} from '@oclif/core'
import {beforeEach, describe, expect, it} from '@jest/globals'
import {VkctlCommand} from '../../src/command.ts'
import {clusterFlags, kubeFlags, osTypeOrLinux, timeout, yes} from '../../src/flags.ts'
import {runCommand} from '../run-command.ts'

// The messages are those of Azure CLI 2.91.0.

let seen: {flags: Record<string, unknown>; args: Record<string, unknown>; defaulted: ReadonlySet<string>} | undefined

class Example extends VkctlCommand {
  static override summary = 'Do an example'
  static override flags = {
    ...clusterFlags,
    ...kubeFlags,
    'os-type': osTypeOrLinux,
    timeout: timeout('10m'),
    yes,
    location: Flags.string(),
    value: Flags.string({multiple: true}),
  }
  static override examples = [{description: 'Do it to a cluster', command: 'vkctl example -g myGroup -n myCluster'}]

  async run(): Promise<void> {
    const {flags, args} = await this.parse(Example)
    seen = {flags, args, defaulted: this.defaulted}
  }
}

class Runner extends VkctlCommand {
  static override remainder = 'exec'
  static override args = {place: Args.string()}
  static override flags = {exec: Flags.string({multiple: true})}

  async run(): Promise<void> {
    const {flags, args} = await this.parse(Runner)
    seen = {flags, args, defaulted: this.defaulted}
  }
}

const cluster = ['-g', 'rig-rg', '-n', 'rig']
const example = (argv: readonly string[], env: Record<string, string> = {}) => runCommand(Example, 'example', argv, {env})
const firstLine = async (argv: readonly string[], env?: Record<string, string>) => {
  const {stdout, stderr, exitCode} = await example(argv, env)
  expect({stdout, exitCode, seen}).toEqual({stdout: '', exitCode: 2, seen: undefined})
  return stderr.split('\n')[0]
}
const flagsOf = async (argv: readonly string[], env?: Record<string, string>) => {
  const {stderr} = await example(argv, env)
  expect(stderr).toBe('')
  return seen?.flags
}

beforeEach(() => {
  seen = undefined
})

describe('a command line', () => {
  it.each([
    [['--resource-group', 'rig-rg', '--name', 'rig']],
    [['--resource-group=rig-rg', '--name=rig']],
    [['-grig-rg', '-nrig']],
    [['-g=rig-rg', '-n=rig']],
    [['--resource-g', 'rig-rg', '--nam=rig']],
    [['-g', 'other', '-n', 'rig', '-g', 'rig-rg']],
  ])('gives the same cluster as %j', async argv => {
    expect(await flagsOf(argv)).toMatchObject({'resource-group': 'rig-rg', name: 'rig'})
  })

  it('takes a value that begins with a dash when it is joined on', async () => {
    expect(await flagsOf([...cluster, '--location=-north', '--value=--x=1', '--value', '-'])).toMatchObject({
      location: '-north',
      value: ['--x=1', '-'],
    })
  })

  it.each([
    [['-g', '', '-n', 'rig'], '--resource-group/-g'],
    [['-g', 'rig-rg', '-n='], '--name/-n'],
    [[...cluster, '--location', ' '], '--location'],
    [[...cluster, '--value', 'x', '--value', ''], '--value'],
    [[...cluster, '--context='], '--context'],
  ])('refuses the empty value in %j', async (argv, option) => {
    expect(await firstLine(argv)).toBe(`ERROR: argument ${option}: the value is empty`)
  })

  it('takes an allowed value in any case and gives it as it is declared', async () => {
    expect(await flagsOf([...cluster, '--os-type', 'wInDoWs'])).toMatchObject({'os-type': 'Windows'})
  })

  it.each([
    ['5m', 300_000],
    ['90s', 90_000],
    ['1h30m', 5_400_000],
    ['1.5m', 90_000],
    ['600', 600_000],
    ['250ms', 250],
  ])('takes --timeout %s', async (text, ms) => {
    expect(await flagsOf([...cluster, '--timeout', text])).toMatchObject({timeout: ms})
  })

  it('knows which flags nobody gave', async () => {
    expect(await flagsOf([...cluster, '-y'])).toMatchObject({'os-type': 'Linux', timeout: 600_000, yes: true, admin: false})
    expect(seen?.defaulted).toContain('os-type')
    expect(seen?.defaulted).not.toContain('yes')
    expect(seen?.flags).not.toHaveProperty('location')
  })

  it('leaves the words behind a remainder alone', async () => {
    await runCommand(Runner, 'runner', ['here', '-o', 'yaml', '--exec', 'kubectl', 'get', '--help', '-o', 'wide'])
    expect(seen).toMatchObject({args: {place: 'here'}, flags: {output: 'yaml', exec: ['kubectl', 'get', '--help', '-o', 'wide']}})
  })
})

describe('a wrong command line', () => {
  it.each([
    [['-g', 'x'], 'ERROR: the following arguments are required: --name/-n'],
    [[], 'ERROR: the following arguments are required: --resource-group/-g, --name/-n'],
    [['-g', 'x', '-n'], 'ERROR: argument --name/-n: expected one argument'],
    [['-n', '-g', 'x'], 'ERROR: argument --name/-n: expected one argument'],
    [[...cluster, '--bogus'], 'ERROR: unrecognized arguments: --bogus'],
    [[...cluster, '--bogus', '1'], 'ERROR: unrecognized arguments: --bogus 1'],
    [[...cluster, '--bogus=1'], 'ERROR: unrecognized arguments: --bogus=1'],
    [[...cluster, '--client-secrett', 's3cret'], 'ERROR: unrecognized arguments: --client-secrett ***'],
    [[...cluster, '--client-secrett=s3cret', '--bogus', '1'], 'ERROR: unrecognized arguments: --client-secrett=*** --bogus 1'],
    [[...cluster, '--pasword', 's3 cret', 'more'], 'ERROR: unrecognized arguments: --pasword *** ***'],
    [[...cluster, '--client-secert', 's3cret'], 'ERROR: unrecognized arguments: --client-secert ***'],
    [[...cluster, '--client-secrett', '-s3cret'], 'ERROR: unrecognized arguments: --client-secrett ***'],
    [[...cluster, '-client-secrett', 's3cret'], 'ERROR: unrecognized arguments: -client-secrett ***'],
    [[...cluster, '-client-secret=s3cret'], 'ERROR: unrecognized arguments: -client-secret=***'],
    [[...cluster, '-client', 's3cret'], 'ERROR: unrecognized arguments: -client ***'],
    [['-g', 'x', '-nclient-secret', 's3cret'], 'ERROR: unrecognized arguments: ***'],
    [[...cluster, '-p', 's3cret'], 'ERROR: unrecognized arguments: -p ***'],
    [[...cluster, '-xyz', 'a'], 'ERROR: unrecognized arguments: -xyz a'],
    [[...cluster, 'extra'], 'ERROR: unrecognized arguments: extra'],
    [[...cluster, '--', '--bogus'], 'ERROR: unrecognized arguments: --bogus'],
    [[...cluster, '--o', 'tsv'], 'ERROR: ambiguous option: --o could match --only-show-errors, --os-type, --output'],
    [
      [...cluster, '-o', 'xml'],
      "ERROR: vkctl example: 'xml' is not a valid value for '--output'. Allowed values: json, jsonc, yaml, yamlc, table, tsv, none.",
    ],
    [
      [...cluster, '--timeout', 'soon'],
      "ERROR: argument --timeout: invalid duration value: 'soon', expected for example 5m, 90s or 600 (seconds)",
    ],
    [
      [...cluster, '--timeout', '0'],
      "ERROR: argument --timeout: invalid duration value: '0', expected for example 5m, 90s or 600 (seconds)",
    ],
    [[...cluster, '--timeout', '600h'], "ERROR: argument --timeout: invalid duration value: '600h', expected at most 500h"],
    [[...cluster, '--yes=no'], "ERROR: argument --yes/-y: ignored explicit argument 'no'"],
    [[...cluster, '--query', 'a..b'], "ERROR: argument --query: invalid jmespath_type value: 'a..b'"],
    [[...cluster, '--admin', '--context', 'x'], 'ERROR: argument --admin: not allowed with argument --context'],
    [[...cluster, '--only-show-errors', '--debug'], "ERROR: --only-show-errors can't be used together with --debug or --verbose"],
  ])('%j is refused before anything is done', async (argv, message) => {
    expect(await firstLine(argv)).toBe(message)
  })

  it('is followed by the word that was meant, the examples and where to read more', async () => {
    const {stderr} = await example([...cluster, '--os-type', 'Linx'])
    expect(stderr).toBe(
      [
        "ERROR: vkctl example: 'Linx' is not a valid value for '--os-type'. Allowed values: Both, Linux, Windows.",
        "Did you mean 'Linux' ?",
        '',
        "Examples from command's help:",
        'vkctl example -g myGroup -n myCluster',
        'Do it to a cluster',
        '',
        'Read more: vkctl example --help',
        '',
      ].join('\n'),
    )
  })

  it('points to a misspelt option', async () => {
    const {stderr} = await example(['-g', 'rig-rg', '--nmae', 'rig'])
    expect(stderr).toMatch(/^ERROR: the following arguments are required: --name\/-n\nDid you mean '--name' \?\n/)
  })
})

describe('the configuration', () => {
  const env = {AZURE_DEFAULTS_GROUP: 'env-rg', VKCTL_DEFAULTS_CLUSTER_NAME: 'env-cluster', AZURE_DEFAULTS_LOCATION: 'westus'}

  it('makes a required option optional', async () => {
    expect(await flagsOf([], env)).toMatchObject({'resource-group': 'env-rg', name: 'env-cluster'})
    expect(seen?.defaulted).not.toContain('name')
  })

  it("leaves az's default location to the command: as a filter it would hide what is installed elsewhere", async () => {
    expect(await flagsOf([], env)).not.toHaveProperty('location')
  })

  it('gives way to the command line', async () => {
    expect(await flagsOf(['-g', 'rig-rg'], env)).toMatchObject({'resource-group': 'rig-rg', name: 'env-cluster'})
  })

  it('is no default when it is empty', async () => {
    expect(await firstLine(['-n', 'rig'], {AZURE_DEFAULTS_GROUP: ''})).toBe(
      'ERROR: the following arguments are required: --resource-group/-g',
    )
  })
})

describe('help', () => {
  it.each([[['-h']], [['--help']], [['--hel']], [['-yh']], [['-g', 'x', '-h']]])('is shown for %j, and nothing is done', async argv => {
    const {stdout, exitCode} = await example(argv)
    expect(stdout).toContain('    vkctl example : Do an example.')
    expect({exitCode, seen}).toEqual({exitCode: 0, seen: undefined})
  })
})
