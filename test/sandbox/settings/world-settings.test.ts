import {readFile} from 'node:fs/promises'
import {describe, expect, it} from '@jest/globals'
import {Ajv2020 as Ajv} from 'ajv/dist/2020.js'
import {initialWorld} from '../../../sandbox/azure/initial-world.ts'
import {givenSettings} from '../../../sandbox/settings/given-settings.ts'
import {WrongInput} from '../../../sandbox/settings/kinds.ts'
import {changeWorld, readWorld, worldSchemaText} from '../../../sandbox/settings/world-settings.ts'

const nodeGroup = 'MC_myResourceGroup_myAKSCluster_eastus'

/** A value for each setting that is not the usual one. */
const different = {
  delays: {registration: 'never', roleAssignment: '10m', containerGroup: '1500ms', imagePull: '3s'},
  quota: {ContainerGroups: 1, StandardCores: 0},
  subscription: {state: 'Disabled'},
  policies: {deny: ['Microsoft.ContainerInstance/containerGroups']},
  registry: {rateLimited: true, missing: ['mcr.microsoft.com/windows/nanoserver:ltsc2019']},
  pods: {metadataService: 'blocked'},
  cluster: {network: 'cilium', podLinkLocalAccess: 'None', entraId: true, disableLocalAccounts: true, virtualNodeAddon: true},
  clusters: {other: 'otherGroup'},
  identities: {
    'myAKSCluster-agentpool': 'detached',
    'connector-identity': 'deleted',
    'my-identity': 'attached',
    'other-agentpool': 'attached',
  },
  locks: {[nodeGroup]: 'CanNotDelete', otherGroup: 'ReadOnly'},
  denyAssignments: {[nodeGroup]: ['Microsoft.ContainerInstance/containerGroups/write']},
}

describe('the world', () => {
  it('is read as it was set', () => {
    const world = initialWorld()
    changeWorld(world, different)
    expect(readWorld(world)).toEqual(different)
  })

  it('keeps what a change does not name, and takes back what it names', () => {
    const world = initialWorld()
    const before = readWorld(world)
    changeWorld(world, {quota: {StandardCores: 7}, clusters: {other: 'otherGroup'}, locks: {otherGroup: 'ReadOnly'}})
    expect(readWorld(world)).toMatchObject({quota: {ContainerGroups: 100, StandardCores: 7}})
    changeWorld(world, {quota: {StandardCores: 100}, clusters: {other: null}, locks: {otherGroup: null}})
    expect(readWorld(world)).toEqual(before)
  })

  it('has a schema that fits it, and a page that names every setting', async () => {
    const schema = JSON.parse(worldSchemaText()) as {properties: Record<string, {properties?: object}>}
    const validate = new Ajv({strict: true, allowUnionTypes: true}).compile(schema)
    expect([validate(readWorld(initialWorld())), validate(different), validate({locks: {a: null}}), validate({quota: {Cores: 1}})]).toEqual(
      [true, true, true, false],
    )
    const page = await readFile(new URL('../../../docs/sandbox.md', import.meta.url), 'utf8')
    const names = Object.entries(schema.properties).flatMap(([section, {properties}]) =>
      properties === undefined ? [`${section}.`] : Object.keys(properties).map(name => `${section}.${name}\``),
    )
    expect(names.filter(name => !page.includes(`| \`${name}`))).toEqual([])
  })

  it.each([
    [[], 'The world must be an object'],
    [{quotas: {}}, 'The world has no "quotas". It has delays, quota, '],
    [{quota: 3}, 'quota must be an object, not 3.'],
    [{quota: {Cores: 1}}, 'quota has no "Cores". It has ContainerGroups, StandardCores.'],
    [{quota: {toString: 1}}, 'quota has no "toString"'],
    [{quota: {StandardCores: -1}}, 'quota.StandardCores must be a whole number from 0 to 100000, not -1.'],
    [{quota: {StandardCores: '0'}}, 'quota.StandardCores must be a whole number'],
    [{quota: {StandardCores: null}}, 'quota.StandardCores must be a whole number'],
    [{delays: {registration: 10}}, 'delays.registration must be a duration such as 500ms'],
    [{delays: {registration: '10 m'}}, 'delays.registration must be a duration'],
    [{delays: {registration: '25h'}}, 'at most 24h'],
    [{cluster: {network: 'calico'}}, 'cluster.network must be azure, overlay, cilium, kubenet or none, not "calico".'],
    [{cluster: {entraId: 'yes'}}, 'cluster.entraId must be true or false'],
    [{policies: {deny: ['x']}}, 'policies.deny must be a list, each item Microsoft.ContainerInstance/containerGroups'],
    [
      {clusters: {other: 'otherGroup'}, locks: {none: 'ReadOnly'}},
      'locks.none: There is no such resource group. The resource groups are myResourceGroup, ',
    ],
    [{locks: {myResourceGroup: 'readonly'}}, 'locks.myResourceGroup must be CanNotDelete or ReadOnly'],
    [{denyAssignments: {myResourceGroup: ['delete everything']}}, 'denyAssignments.myResourceGroup must be a list'],
    [{identities: {'a b': 'attached'}}, 'identities.a b: The name of an identity'],
    [{identities: {nobody: 'deleted'}}, 'identities.nobody: There is no such identity.'],
    [{identities: {'connector-identity': null}}, 'identities.connector-identity must be attached, detached or deleted'],
    [{clusters: {myAKSCluster: 'otherGroup'}}, 'There is a cluster with this name in the resource group myResourceGroup.'],
    [{clusters: {myAKSCluster: null}}, 'This cluster cannot be removed.'],
    [{clusters: {'-': 'otherGroup'}}, 'clusters.-: The name of a cluster'],
    [{clusters: {other: 'a/b'}}, 'clusters.other must be the name of a resource group'],
  ])('refuses %j, and changes nothing', (wrong, message) => {
    const world = initialWorld()
    const before = readWorld(world)
    const wanted = Array.isArray(wrong) ? wrong : {pods: {metadataService: 'blocked'}, ...wrong}
    expect(() => changeWorld(world, wanted)).toThrow(message)
    expect(() => changeWorld(world, wanted)).toThrow(WrongInput)
    expect(readWorld(world)).toEqual(before)
  })
})

describe('what is given at the start', () => {
  it('is a file, changed by arguments', () => {
    const file = 'quota: {StandardCores: 5, ContainerGroups: 3}\nlocks: {myResourceGroup: ReadOnly}\n'
    const args = ['quota.StandardCores=0', 'policies.deny=', 'registry.rateLimited=true', 'locks.my.group=null', 'clusters.b=b=c']
    expect(givenSettings(file, args)).toEqual({
      quota: {StandardCores: 0, ContainerGroups: 3},
      policies: {deny: []},
      registry: {rateLimited: true},
      locks: {myResourceGroup: 'ReadOnly', 'my.group': null},
      clusters: {b: 'b=c'},
    })
    expect(givenSettings('{"delays": {"registration": "1s"}}', [])).toEqual({delays: {registration: '1s'}})
    expect(givenSettings(undefined, ['denyAssignments.g=A.B/c,A.B/d'])).toEqual({denyAssignments: {g: ['A.B/c', 'A.B/d']}})
  })

  it.each([
    ['a: [', [], 'The world must be JSON or YAML'],
    ['quota: &a {}\nlocks: *a', [], 'The world must be JSON or YAML without aliases'],
    ['- a', [], 'The world must be an object'],
    ['', [], 'The world must be JSON or YAML'],
    ['quota: 3', ['quota.StandardCores=0'], 'quota must be an object'],
    [undefined, ['quota'], 'A setting must be of the form quota.StandardCores=0, not "quota".'],
    [undefined, ['quota.StandardCores'], 'A setting must be of the form'],
    [undefined, ['none.of=these'], 'The world has no "none".'],
  ])('is refused: %j %j', (file, args, message) => {
    expect(() => givenSettings(file, args)).toThrow(message)
  })
})
