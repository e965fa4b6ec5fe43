import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {chmod, chown, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import ConfigGet from '../../src/commands/config/get.ts'
import ConfigList from '../../src/commands/config/list.ts'
import ConfigSet from '../../src/commands/config/set.ts'
import ConfigUnset from '../../src/commands/config/unset.ts'
import Configure from '../../src/commands/configure.ts'
import type {SettingRow} from '../../src/settings/rows.ts'
import {runCommand} from '../run-command.ts'

const withModes = process.platform === 'win32' ? describe.skip : describe

let home: string
let cwd: string
let own: string

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'config-'))
  cwd = join(home, 'project')
  own = join(home, '.vkctl', 'config')
  await mkdir(join(home, '.azure'), {recursive: true})
  await mkdir(cwd)
})
afterEach(() => rm(home, {recursive: true, force: true}))

const commands = {get: ConfigGet, list: ConfigList, set: ConfigSet, unset: ConfigUnset} as const

const config = (name: keyof typeof commands, argv: readonly string[], env: Record<string, string> = {}) =>
  runCommand(commands[name], `config ${name}`, argv, {home, cwd, env})

const az = (text: string) => writeFile(join(home, '.azure', 'config'), text)

async function rows(env: Record<string, string> = {}): Promise<readonly SettingRow[]> {
  const {stdout, exitCode} = await config('list', [], env)
  expect(exitCode).toBe(0)
  return JSON.parse(stdout)
}

describe('config set', () => {
  it('writes a private file of vkctl, which counts before that of az', async () => {
    await az('[defaults]\ngroup = az\n')
    const run = await config('set', ['defaults.group=mine', 'cluster=c-1', 'core.output=TABLE'])
    expect(run).toEqual({stdout: '', stderr: '', exitCode: 0})
    expect(await readFile(own, 'utf8')).toBe('[defaults]\ngroup = mine\ncluster_name = c-1\n\n[core]\noutput = TABLE\n')
    expect(await readFile(join(home, '.azure', 'config'), 'utf8')).toBe('[defaults]\ngroup = az\n')
    expect((await config('get', ['group', '--query', 'value', '-o', 'tsv'])).stdout).toBe('mine\n')
  })

  it('with --local writes the file of the current folder', async () => {
    expect((await config('set', ['--local', 'location=eastus'])).exitCode).toBe(0)
    expect(await readFile(join(cwd, '.vkctl', 'config'), 'utf8')).toBe('[defaults]\nlocation = eastus\n')
    expect(await readdir(home)).not.toContain('.vkctl')
  })

  it.each([
    [['defaults.grup=x'], "There is no setting 'defaults.grup'.", "Did you mean 'defaults.group' ?"],
    [['defaults.group'], "'defaults.group' does not have the form KEY=VALUE.", ''],
    [['group=ok', 'core.output=xml'], "'xml' is not a valid value for core.output.", 'json'],
    [['core.no_color=maybe'], "'maybe' is not a valid value for core.no_color.", 'yes'],
    [['group= '], 'The value of defaults.group is empty.', 'vkctl config unset defaults.group'],
    [['group=a\n[core]'], 'contains a control character', ''],
    [['group=a/b'], "'a/b' is not a valid value for defaults.group.", ''],
    [['connector=Ä'], 'is not a valid value for defaults.connector_name', ''],
    [['cloud.name=AzureChinaCloud'], 'vkctl uses the cloud of az.', 'az cloud set'],
    [[], 'the following arguments are required', ''],
  ])('refuses %j and changes nothing', async (argv, message, hint) => {
    const {stderr, exitCode} = await config('set', argv)
    expect(exitCode).toBe(2)
    expect(stderr).toContain(message)
    expect(stderr).toContain(hint)
    expect(await readdir(home)).not.toContain('.vkctl')
  })

  it('says so if another place decides', async () => {
    const {stderr, exitCode} = await config('set', ['group=mine'], {AZURE_DEFAULTS_GROUP: 'variable'})
    expect({stderr, exitCode}).toEqual({
      stderr: 'WARNING: defaults.group is variable, because AZURE_DEFAULTS_GROUP sets it.\n',
      exitCode: 0,
    })
  })

  it('does not touch a broken file', async () => {
    await mkdir(join(home, '.vkctl'))
    await writeFile(own, '[defaults]\nnonsense\n')
    const {stderr, exitCode} = await config('set', ['group=mine'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`${own}:2: `)
    expect(await readFile(own, 'utf8')).toBe('[defaults]\nnonsense\n')
    expect(await readdir(join(home, '.vkctl'))).toEqual(['config'])
  })

  it('repairs a value that other commands refuse', async () => {
    await az('\n[core]\nonly_show_errors = maybe\n')
    const refused = await runCommand(Configure, 'configure', ['-l'], {home, cwd})
    expect(refused.exitCode).toBe(0)
    const {default: Version} = await import('../../src/commands/version.ts')
    const broken = await runCommand(Version, 'version', [], {home, cwd})
    expect(broken.exitCode).toBe(2)
    expect(broken.stderr).toContain(`${join(home, '.azure', 'config')}:3: 'maybe' is not a valid value for core.only_show_errors.`)
    expect((await config('set', ['core.only_show_errors=no'])).exitCode).toBe(0)
    expect((await config('get', ['core.only_show_errors', '--query', 'value', '-o', 'tsv'])).stdout).toBe('no\n')
  })
})

withModes('the file of config set (skipped on Windows, which has no such modes)', () => {
  it('lets nobody else read what it creates', async () => {
    await config('set', ['group=mine'])
    expect((await stat(own)).mode & 0o777).toBe(0o600)
    expect((await stat(join(home, '.vkctl'))).mode & 0o777).toBe(0o700)
  })

  it('keeps every change of runs at the same time, and the mode and the link of the file', async () => {
    await mkdir(join(home, '.vkctl'))
    const target = join(home, 'dotfile')
    await writeFile(target, '# mine\n')
    await chmod(target, 0o640)
    await symlink(target, own)
    const changes = ['group=g', 'location=l', 'cluster=c', 'connector=n', 'core.output=tsv', 'core.no_color=yes']
    const runs = await Promise.all(changes.map(change => config('set', [change])))
    expect(runs.map(({exitCode}) => exitCode)).toEqual(changes.map(() => 0))
    const text = await readFile(target, 'utf8')
    expect(
      text
        .split('\n')
        .filter(line => line.includes(' = '))
        .toSorted(),
    ).toEqual(['cluster_name = c', 'connector_name = n', 'group = g', 'location = l', 'no_color = yes', 'output = tsv'])
    expect(text.startsWith('# mine\n')).toBe(true)
    expect((await lstat(own)).isSymbolicLink()).toBe(true)
    expect((await stat(target)).mode & 0o777).toBe(0o640)
  })
})

describe('config unset', () => {
  it('removes settings, also those that vkctl does not know', async () => {
    await config('set', ['group=g', 'location=l'])
    await writeFile(own, `${await readFile(own, 'utf8')}grup = x\n`)
    expect(await config('unset', ['group', 'defaults.grup'])).toEqual({stdout: '', stderr: '', exitCode: 0})
    expect(await readFile(own, 'utf8')).toBe('[defaults]\nlocation = l\n')
  })

  it('says what still sets it', async () => {
    await az('[defaults]\ngroup = az\n')
    const {stderr, exitCode} = await config('unset', ['group'])
    expect({stderr, exitCode}).toEqual({
      stderr: `WARNING: defaults.group is az, because ${join(home, '.azure', 'config')}:2 sets it.\n`,
      exitCode: 0,
    })
  })

  it('refuses a name that nothing has', async () => {
    const {stderr, exitCode} = await config('unset', ['defaults.grup'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain("There is no setting 'defaults.grup'.")
  })
})

describe('config list', () => {
  it('says of each setting where it comes from, and what is not used and why', async () => {
    await az('[core]\noutput = xml\n[defaults]\ngroup = az\nvm = other\n')
    await config('set', ['group=mine'])
    await writeFile(own, `${await readFile(own, 'utf8')}grup = x\n`)
    const all = await rows({AZURE_CLOUD: 'AzureChinaCloud', VKCTL_CLIENT_SECRET: 'pa55word', AZURE_SUBSCRIPTION_ID: 's-1'})
    const azFile = join(home, '.azure', 'config')
    const of = (name: string) => all.filter(one => one.name === name)
    expect(of('defaults.group')).toEqual([
      {name: 'defaults.group', value: 'mine', source: 'file', variable: null, file: own, line: 2, used: true, reason: null},
      {
        name: 'defaults.group',
        value: 'az',
        source: 'file',
        variable: null,
        file: azFile,
        line: 4,
        used: false,
        reason: `Overridden by ${own}:2.`,
      },
    ])
    expect(of('core.output')).toMatchObject([
      {value: 'xml', line: 2, used: false, reason: expect.stringContaining("'xml' is not a valid value")},
    ])
    expect(of('defaults.grup')).toMatchObject([{used: false, reason: "vkctl has no such setting. Did you mean 'defaults.group' ?"}])
    expect(of('cloud.name')).toMatchObject([{value: 'AzureChinaCloud', variable: 'AZURE_CLOUD', used: true}])
    expect(of('client_secret')).toMatchObject([{value: '***', variable: 'VKCTL_CLIENT_SECRET'}])
    expect(of('subscription')).toMatchObject([{value: 's-1', variable: 'AZURE_SUBSCRIPTION_ID'}])
    expect(of('defaults.connector_name')).toMatchObject([{value: 'virtual-kubelet', source: 'default', used: true}])
    expect(of('defaults.vm')).toEqual([])
    expect(JSON.stringify(all)).not.toContain('pa55word')
  })

  it('shows what the file of another user would set', async () => {
    // Only root can give a file away.
    if (process.getuid?.() !== 0) return
    await mkdir(join(cwd, '.vkctl'))
    const foreign = join(cwd, '.vkctl', 'config')
    await writeFile(foreign, '[defaults]\ncluster_name = theirs\n')
    await chown(foreign, 65_534, 65_534)
    expect((await rows()).filter(({name}) => name === 'defaults.cluster_name')).toMatchObject([
      {value: null, source: 'default', used: true},
      {value: 'theirs', file: foreign, line: 2, used: false, reason: 'The file or its folder belongs to another user.'},
    ])
  })

  it('reads the subscription of az', async () => {
    const subscription = {id: 's-2', name: 'n', tenantId: 't', isDefault: true, environmentName: 'AzureCloud'}
    await writeFile(join(home, '.azure', 'azureProfile.json'), JSON.stringify({subscriptions: [subscription]}))
    expect((await rows()).find(({name}) => name === 'subscription')).toMatchObject({
      value: 's-2',
      file: join(home, '.azure', 'azureProfile.json'),
    })
  })
})

describe('config get', () => {
  it('fails for what is not set, and for what does not exist', async () => {
    const unset = await config('get', ['defaults.group'])
    expect(unset).toMatchObject({stdout: '', exitCode: 1, stderr: expect.stringContaining('vkctl config set defaults.group=VALUE')})
    expect((await config('get', ['nothing'])).exitCode).toBe(2)
  })
})

describe('configure', () => {
  const configure = (...argv: readonly string[]) => runCommand(Configure, 'configure', argv, {home, cwd})

  it('sets and lists defaults as az configure does', async () => {
    expect((await configure('--defaults', 'group=g', 'cluster=c')).exitCode).toBe(0)
    expect((await configure('-d', 'location=l', '--scope', 'local')).exitCode).toBe(0)
    const {stdout} = await configure('-l')
    expect((JSON.parse(stdout) as SettingRow[]).map(({name, value}) => `${name}=${value}`)).toEqual([
      'defaults.cluster_name=c',
      'defaults.connector_name=virtual-kubelet',
      'defaults.group=g',
      'defaults.location=l',
    ])
  })

  it('asks no questions', async () => {
    expect(await configure()).toMatchObject({exitCode: 2, stderr: expect.stringContaining('--defaults/-d')})
  })
})
