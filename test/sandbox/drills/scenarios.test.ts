import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {describe, expect, it} from '@jest/globals'
import {Ajv2020 as Ajv} from 'ajv/dist/2020.js'
import {load} from 'js-yaml'
import {drillsOf, NoSuchScenario, scenariosIn} from '../../../sandbox/drills/library.ts'
import {drillOf, scenarioReader} from '../../../sandbox/drills/read-scenario.ts'

const folder = fileURLToPath(new URL('../../../templates/scenarios/', import.meta.url))
const schemaFile = new URL('../../../schemas/scenario.schema.json', import.meta.url)
const files = readdirSync(folder)
const sources = {folder, settings: {}, readText: async (): Promise<undefined> => undefined}

describe('the scenarios of the package', () => {
  it('are at least ten, and each has the name of its file', async () => {
    const names = (await scenariosIn(folder)).map(({name}) => name)
    expect(names.length).toBeGreaterThanOrEqual(10)
    expect(files.map(file => file.replace('.yaml', ''))).toEqual(names)
  })

  it.each(files)('%s is as the schema says', file => {
    const validate = new Ajv({strict: true}).compile(JSON.parse(readFileSync(schemaFile, 'utf8')) as object)
    validate(load(readFileSync(join(folder, file), 'utf8')))
    expect(validate.errors ?? []).toEqual([])
  })

  it('can all be played with their defaults', async () => {
    const names = (await scenariosIn(folder)).map(({name}) => name)
    expect((await drillsOf([names.join(',')], sources)).map(({name}) => name)).toEqual(names)
  })
})

describe('what is asked for', () => {
  it('may have values, and time limits follow them', async () => {
    const [quota, roles] = await drillsOf(['quota=3', 'role-propagation=10m'], sources)
    expect(quota).toMatchObject({name: 'quota=3', scenario: {world: {quota: {StandardCores: 3}}}, timeLimitMs: 300_000})
    expect(roles).toMatchObject({scenario: {world: {delays: {roleAssignment: '10m'}}}, timeLimitMs: 900_000})
  })

  it('may be a list', async () => {
    const [drill] = await drillsOf(
      ['policy-denies=Microsoft.Authorization/roleAssignments+Microsoft.Network/virtualNetworks/subnets'],
      sources,
    )
    const deny = ['Microsoft.Authorization/roleAssignments', 'Microsoft.Network/virtualNetworks/subnets']
    expect(drill?.scenario.world).toEqual({policies: {deny}})
  })

  it.each([
    ['quota=many', 'The scenario quota: quota.StandardCores must be a whole number'],
    ['quota=', 'The value of the scenario quota is empty. How many cores'],
    ['calm=1', 'The scenario calm takes no value.'],
    ['interrupted=SIGHUP', 'The signal must be SIGINT, SIGTERM or SIGKILL, not "SIGHUP".'],
    ['throttled=none', 'faults[0].times must be a whole number'],
    ['api-server-restarts=soon', 'A time must be a duration such as 500ms'],
    ['./no-such.yaml', 'The file ./no-such.yaml does not exist.'],
  ])('is refused when it is wrong: %s', async (text, message) => {
    await expect(drillsOf([text], sources)).rejects.toThrow(message)
  })

  it.each(['quotas', '', 'calm,'])('is refused when there is no such scenario: %j', async text => {
    await expect(drillsOf([text], sources)).rejects.toThrow(NoSuchScenario)
  })
})

describe('a file', () => {
  const scenario = {name: 'own', title: 'T', description: 'D', expect: [{exit: 'any', end: ['unchanged']}]}

  it.each([
    ['{', 'own.yaml must be JSON or YAML'],
    ['world: {a: &a [1], b: *a}', 'own.yaml must be JSON or YAML without aliases'],
    ['[]', 'own.yaml: the scenario must be object.'],
    [{...scenario, worlds: {}}, 'own.yaml: the scenario has no field "worlds".'],
    [
      {...scenario, expect: [{exit: 'maybe', end: ['ready']}]},
      'own.yaml: expect.0.exit must be equal to one of the allowed values: success',
    ],
    [{...scenario, actions: [{when: {}, do: {signal: 'SIGINT'}}]}, 'actions.0.when must NOT have fewer than 1 properties'],
  ])('is refused if it is not a scenario: %j', async (content, message) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content)
    const read = await scenarioReader()
    expect(() => read(text, 'own.yaml')).toThrow(message)
  })

  it('is refused if it asks for what the sandbox does not have', async () => {
    const of = async (more: object) => drillOf((await scenarioReader())(JSON.stringify({...scenario, ...more}), 'own.yaml'), undefined, {})
    await expect(of({world: {quotas: {}}})).rejects.toThrow('The scenario own: The world has no "quotas".')
    await expect(of({faults: [{server: 'azure'}]})).rejects.toThrow('faults[0] has no effect')
    await expect(of({actions: [{when: {after: '1s'}, do: {world: {quota: {StandardCores: -1}}}}]})).rejects.toThrow(
      'quota.StandardCores must be',
    )
  })
})
