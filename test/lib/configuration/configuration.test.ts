import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {chown, mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {azFolder, readAzConfig} from '../../../src/lib/configuration/az.ts'
import {readVkctlConfig} from '../../../src/lib/configuration/vkctl.ts'

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

describe('az configuration', () => {
  it('is empty without files and variables', async () => {
    expect((await readAzConfig({env: {}, home, cwd})).get('defaults', 'group')).toBeUndefined()
  })

  it('reads the file in the home directory', async () => {
    await write(
      join(home, '.azure'),
      '\uFEFF# a comment\r\n[defaults]\r\n; another\r\ngroup = rg-1\r\nLocation=West Europe\r\n[core]\r\nno_color = true\r\n',
    )
    const config = await readAzConfig({env: {}, home, cwd})
    expect(config.get('defaults', 'group')).toBe('rg-1')
    expect(config.get('defaults', 'location')).toBe('West Europe')
    expect(config.get('core', 'no_color')).toBe('true')
  })

  it('tells sections apart by case, but not keys', async () => {
    await write(join(home, '.azure'), '[core]\nOutput = table\n')
    const config = await readAzConfig({env: {}, home, cwd})
    expect(config.get('core', 'OUTPUT')).toBe('table')
    expect(config.get('Core', 'output')).toBeUndefined()
  })

  it('keeps a dot in the name of a section', async () => {
    await write(join(home, '.azure'), '[cloud]\nname = a\n[cloud.extra]\nname = b\n  [my.cloud.local]  \nname = c\n')
    const config = await readAzConfig({env: {}, home, cwd})
    expect(['cloud', 'cloud.extra', 'my.cloud.local'].map(section => config.get(section, 'name'))).toEqual(['a', 'b', 'c'])
  })

  it('prefers a parent folder to the home directory, and the nearest one', async () => {
    await write(join(home, '.azure'), '[defaults]\ngroup = own\nlocation = own\nvm = own\n')
    await write(join(home, 'work', '.azure'), '[defaults]\ngroup = upper\nlocation = upper\n')
    await write(join(cwd, '.azure'), '[defaults]\ngroup = nearest\n')
    const config = await readAzConfig({env: {}, home, cwd})
    expect(['group', 'location', 'vm'].map(key => config.get('defaults', key))).toEqual(['nearest', 'upper', 'own'])
  })

  it('does not look above the home directory', async () => {
    await write(join(root, '.azure'), '[defaults]\ngroup = above\n')
    expect((await readAzConfig({env: {}, home, cwd})).get('defaults', 'group')).toBeUndefined()
    expect((await readAzConfig({env: {}, home, cwd: root})).get('defaults', 'group')).toBe('above')
  })

  it('tells which file of a parent folder decided', async () => {
    await write(join(home, '.azure'), '[defaults]\nlocation = own\n')
    await write(join(cwd, '.azure'), '[defaults]\ngroup = local\nvm = local\n')
    const config = await readAzConfig({env: {AZURE_DEFAULTS_VM: 'variable'}, home, cwd})
    expect(config.find('defaults', 'group')).toEqual({value: 'local', above: join(cwd, '.azure', 'config')})
    expect(['location', 'vm'].map(key => config.find('defaults', key)?.above)).toEqual([undefined, undefined])
    expect(config.find('defaults', 'none')).toBeUndefined()
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
    const config = await readAzConfig({env: {}, home, cwd})
    expect(config.get('core', 'disable_confirm_prompt')).toBeUndefined()
    expect(config.ignored).toEqual([join(cwd, '.azure', 'config')])
  })

  it('prefers the environment to every file, but not an empty variable', async () => {
    await write(join(cwd, '.azure'), '[defaults]\ngroup = local\nlocation = local\n')
    const config = await readAzConfig({env: {AZURE_DEFAULTS_GROUP: 'variable', AZURE_DEFAULTS_LOCATION: ''}, home, cwd})
    expect(config.get('defaults', 'group')).toBe('variable')
    expect(config.get('defaults', 'location')).toBe('local')
  })

  it('looks in AZURE_CONFIG_DIR instead of the home directory', async () => {
    const elsewhere = join(root, 'elsewhere')
    await write(join(home, '.azure'), '[defaults]\ngroup = home\n')
    await write(elsewhere, '[defaults]\ngroup = elsewhere\n')
    const surroundings = {env: {AZURE_CONFIG_DIR: elsewhere}, home, cwd: root}
    expect((await readAzConfig(surroundings)).get('defaults', 'group')).toBe('elsewhere')
    expect(azFolder(surroundings)).toBe(elsewhere)
  })

  it('says which file cannot be read', async () => {
    await mkdir(join(home, '.azure', 'config'), {recursive: true})
    await expect(readAzConfig({env: {}, home, cwd})).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(join(home, '.azure', 'config')),
    })
  })

  it('does without a home directory', async () => {
    await writeFile(join(root, 'file'), '')
    expect((await readAzConfig({env: {}, home: join(root, 'file'), cwd})).get('core', 'output')).toBeUndefined()
  })
})

describe("vkctl's own configuration", () => {
  it('has its own folder and its own variables', async () => {
    await write(join(home, '.vkctl'), '[defaults]\nconnector_name = mine\ncluster_name = file\n')
    await write(join(home, '.azure'), '[defaults]\nconnector_name = az\n')
    const config = await readVkctlConfig({env: {VKCTL_DEFAULTS_CLUSTER_NAME: 'variable', AZURE_DEFAULTS_CONNECTOR_NAME: 'az'}, home, cwd})
    expect(config.get('defaults', 'connector_name')).toBe('mine')
    expect(config.get('defaults', 'cluster_name')).toBe('variable')
  })
})
