import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {chown, mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {readConfiguration, source} from '../../../src/lib/configuration/configuration.ts'
import {settingNames, type SettingName} from '../../../src/lib/configuration/settings.ts'

let root: string
let home: string
let cwd: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'configuration-'))
  home = join(root, 'home')
  cwd = join(home, 'work', 'project')
  await mkdir(cwd, {recursive: true})
})
afterEach(() => rm(root, {recursive: true, force: true}))

async function write(folder: string, text: string): Promise<void> {
  await mkdir(folder, {recursive: true})
  await writeFile(join(folder, 'config'), text)
}

/** The value that counts, of each of these settings. */
async function values(names: readonly SettingName[], env: Record<string, string> = {}, from = cwd) {
  const configuration = await readConfiguration({env, home, cwd: from})
  return names.map(name => configuration.all(name)[0]?.value)
}

describe('the configuration', () => {
  it('is empty without files and variables', async () => {
    expect(new Set(await values(settingNames))).toEqual(new Set([undefined]))
  })

  it('reads the file of az in the home directory', async () => {
    await write(
      join(home, '.azure'),
      '\uFEFF# a comment\r\n[defaults]\r\n; another\r\ngroup = rg-1\r\nLocation=West Europe\r\n[core]\r\nno_color = true\r\n',
    )
    expect(await values(['defaults.group', 'defaults.location', 'core.no_color'])).toEqual(['rg-1', 'West Europe', 'true'])
  })

  it('prefers a parent folder to the home directory, and the nearest one', async () => {
    await write(join(home, '.azure'), '[defaults]\ngroup = own\nlocation = own\n[core]\noutput = own\n')
    await write(join(home, 'work', '.azure'), '[defaults]\ngroup = upper\nlocation = upper\n')
    await write(join(cwd, '.azure'), '[defaults]\ngroup = nearest\n')
    expect(await values(['defaults.group', 'defaults.location', 'core.output'])).toEqual(['nearest', 'upper', 'own'])
  })

  it('prefers the file of vkctl to that of az in the same folder, but not to a nearer one', async () => {
    await write(join(home, '.vkctl'), '[defaults]\ngroup = vkctl\nlocation = vkctl\n')
    await write(join(home, '.azure'), '[defaults]\ngroup = az\nlocation = az\n[core]\noutput = table\n')
    await write(join(cwd, '.azure'), '[defaults]\nlocation = nearest\n')
    expect(await values(['defaults.group', 'defaults.location', 'core.output'])).toEqual(['vkctl', 'nearest', 'table'])
    expect(await values(['defaults.group'], {AZURE_DEFAULTS_GROUP: 'az', VKCTL_DEFAULTS_GROUP: 'both'})).toEqual(['both'])
    expect(await values(['defaults.group'], {AZURE_DEFAULTS_GROUP: 'az'})).toEqual(['az'])
  })

  it('reads settings that az does not have only from vkctl, and the cloud only from az', async () => {
    await write(join(home, '.vkctl'), '[cloud]\nname = vkctl\n')
    await write(join(home, '.azure'), '[defaults]\nconnector_name = az\n')
    expect(await values(['defaults.connector_name', 'cloud.name'], {AZURE_DEFAULTS_CLUSTER_NAME: 'az'})).toEqual([undefined, undefined])
  })

  it('does not look above the home directory', async () => {
    await write(join(root, '.azure'), '[defaults]\ngroup = above\n')
    expect(await values(['defaults.group'])).toEqual([undefined])
    expect(await values(['defaults.group'], {}, root)).toEqual(['above'])
  })

  it('says where everything comes from, in the order of precedence', async () => {
    await write(join(home, '.azure'), '# mine\n[defaults]\n\ngroup = own\n')
    await write(join(cwd, '.azure'), '[defaults]\ngroup = local\n')
    const all = (await readConfiguration({env: {AZURE_DEFAULTS_GROUP: 'variable'}, home, cwd})).all('defaults.group')
    expect(all.map(one => [one.value, source(one)])).toEqual([
      ['variable', 'AZURE_DEFAULTS_GROUP'],
      ['local', `${join(cwd, '.azure', 'config')}:2`],
      ['own', `${join(home, '.azure', 'config')}:4`],
    ])
  })

  it.each([
    ['file', join('.azure', 'config')],
    ['folder', '.azure'],
    ['parent folder', '.'],
  ])('ignores a parent folder where the %s belongs to another user', async (_, foreign) => {
    // Only root can give a file away.
    if (process.getuid?.() !== 0) return
    await write(join(cwd, '.azure'), '[core]\ndisable_confirm_prompt = true\n')
    await chown(join(cwd, foreign), 65_534, 65_534)
    const configuration = await readConfiguration({env: {}, home, cwd})
    expect(configuration.all('core.disable_confirm_prompt')).toEqual([])
    expect(configuration.ignored.map(({path}) => path)).toEqual([join(cwd, '.azure', 'config')])
  })

  it('prefers the environment to every file, but not an empty variable', async () => {
    await write(join(cwd, '.azure'), '[defaults]\ngroup = local\nlocation = local\n')
    const env = {AZURE_DEFAULTS_GROUP: 'variable', AZURE_DEFAULTS_LOCATION: ''}
    expect(await values(['defaults.group', 'defaults.location'], env)).toEqual(['variable', 'local'])
  })

  it('looks in AZURE_CONFIG_DIR and VKCTL_CONFIG_DIR instead of the home directory', async () => {
    await write(join(home, '.azure'), '[defaults]\ngroup = home\n')
    await write(join(root, 'az'), '[defaults]\ngroup = elsewhere\n')
    await write(join(root, 'own'), '[defaults]\ncluster_name = elsewhere\n')
    const env = {AZURE_CONFIG_DIR: join(root, 'az'), VKCTL_CONFIG_DIR: join(root, 'own')}
    expect(await values(['defaults.group', 'defaults.cluster_name'], env, root)).toEqual(['elsewhere', 'elsewhere'])
  })

  it('says which file cannot be read', async () => {
    await mkdir(join(home, '.azure', 'config'), {recursive: true})
    await expect(readConfiguration({env: {}, home, cwd})).rejects.toMatchObject({
      exitCode: 2,
      message: `The configuration cannot be read: ${join(home, '.azure', 'config')} is a directory.`,
    })
  })

  it('does without a home directory', async () => {
    await writeFile(join(root, 'file'), '')
    expect((await readConfiguration({env: {}, home: join(root, 'file'), cwd})).all('core.output')).toEqual([])
  })
})
