import {describe, expect, it} from '@jest/globals'
import {changeWorld} from '../../../sandbox/settings/world-settings.ts'
import {azureForTests, type AzureForTests, type Reply} from './azure-for-tests.ts'

const registered = ['Microsoft.ContainerInstance']
const nodeGroup = 'MC_myResourceGroup_myAKSCluster_eastus'
const hello = 'mcr.microsoft.com/azuredocs/aci-helloworld'

async function create(test: AzureForTests, name = 'web', image = hello, more: object = {}): Promise<Reply> {
  const containers = [{name: 'c', properties: {image, resources: {requests: {cpu: 1, memoryInGB: 1}}}}]
  const path = `${test.subscription}/resourceGroups/${nodeGroup}/providers/Microsoft.ContainerInstance/containerGroups/${name}`
  return await test.arm('PUT', path, {body: {location: 'eastus', properties: {osType: 'Linux', containers, ...more}}})
}
const remove = async (test: AzureForTests, name = 'web'): Promise<Reply> =>
  await test.arm('DELETE', `${test.subscription}/resourceGroups/${nodeGroup}/providers/Microsoft.ContainerInstance/containerGroups/${name}`)

const cluster = async (test: AzureForTests, name = 'myAKSCluster', group = 'myResourceGroup'): Promise<Reply> =>
  await test.arm('GET', `${test.subscription}/resourceGroups/${group}/providers/Microsoft.ContainerService/managedClusters/${name}`)

describe('Azure in another world', () => {
  it.each([
    ['quota: no cores', {quota: {StandardCores: 0}}, 409, 'ContainerGroupQuotaReached', "quota 'StandardCores' exceeded"],
    ['quota: no groups', {quota: {ContainerGroups: 0}}, 409, 'ContainerGroupQuotaReached', "quota 'ContainerGroups' exceeded"],
    [
      'policy',
      {policies: {deny: ['Microsoft.ContainerInstance/containerGroups']}},
      403,
      'RequestDisallowedByPolicy',
      "Resource 'web' was disallowed",
    ],
    ['read-only lock', {locks: {[nodeGroup]: 'ReadOnly'}}, 409, 'ScopeLocked', `/resourceGroups/${nodeGroup}'. Please remove the lock`],
    [
      'subscription',
      {subscription: {state: 'Disabled'}},
      409,
      'ReadOnlyDisabledSubscription',
      'is disabled and therefore marked as read only',
    ],
    [
      'deny assignment',
      {denyAssignments: {[nodeGroup]: ['Microsoft.ContainerInstance/containerGroups/write']}},
      403,
      'DenyAssignmentAuthorizationFailed',
      'Deny assignment of the sandbox',
    ],
  ])('refuses a container group: %s', async (_name, settings, status, code, message) => {
    await using test = await azureForTests({registered})
    expect(await create(test, 'before')).toMatchObject({status: 201})
    changeWorld(test.azure.state, settings)
    expect(await create(test)).toMatchObject({status, body: {error: {code, message: expect.stringContaining(message)}}})
    expect(await cluster(test)).toMatchObject({status: 200})
  })

  it('refuses a removal where a lock forbids it, and shows the lock', async () => {
    await using test = await azureForTests({registered})
    changeWorld(test.azure.state, {locks: {[nodeGroup]: 'CanNotDelete'}})
    expect(await create(test)).toMatchObject({status: 201})
    expect(await remove(test)).toMatchObject({status: 409, body: {error: {code: 'ScopeLocked'}}})
    const locks = await test.send('GET', `${test.subscription}/providers/Microsoft.Authorization/locks?api-version=2016-09-01`, {
      as: 'operator',
    })
    expect(locks.body.value).toMatchObject([{properties: {level: 'CanNotDelete'}}])
    changeWorld(test.azure.state, {locks: {[nodeGroup]: null}})
    expect(await remove(test)).toMatchObject({status: 200})
  })

  it('refuses images of Docker Hub without credentials while its registry limits pulls, and no others', async () => {
    await using test = await azureForTests({registered})
    changeWorld(test.azure.state, {registry: {rateLimited: true}})
    const imageRegistryCredentials = [{server: 'index.docker.io', username: 'u', password: 'p'}]
    expect(await create(test, 'a', 'nginx')).toMatchObject({status: 409, body: {error: {code: 'RegistryErrorResponse'}}})
    expect(await create(test, 'b', 'docker.io/library/nginx')).toMatchObject({status: 409})
    expect(await create(test, 'c', 'nginx', {imageRegistryCredentials})).toMatchObject({status: 201})
    expect(await create(test, 'd')).toMatchObject({status: 201})
  })

  it('never lets a role assignment come into force, but those from before stay', async () => {
    await using test = await azureForTests({registered})
    changeWorld(test.azure.state, {delays: {roleAssignment: 'never', containerGroup: 'never'}})
    expect(await create(test)).toMatchObject({status: 201, body: {properties: {instanceView: {state: 'Pending'}}}})
    test.azure.state.roleAssignments.push({
      name: crypto.randomUUID(),
      scope: test.subscription,
      roleId: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
      principalId: test.azure.principal('stranger').objectId,
      createdOn: Date.now(),
    })
    expect(await test.arm('GET', `${test.subscription}/resourceGroups/${nodeGroup}`, {as: 'stranger'})).toMatchObject({status: 403})
  })

  it.each([
    ['overlay', {networkPlugin: 'azure', networkPluginMode: 'overlay', podCidr: '10.244.0.0/16'}],
    ['cilium', {networkPluginMode: 'overlay', networkDataplane: 'cilium', networkPolicy: 'cilium'}],
    ['kubenet', {networkPlugin: 'kubenet'}],
    ['none', {networkPlugin: 'none'}],
  ])('shows the network %s', async (network, profile) => {
    await using test = await azureForTests()
    changeWorld(test.azure.state, {cluster: {network, podLinkLocalAccess: 'None'}})
    expect((await cluster(test)).body.properties.networkProfile).toMatchObject({...profile, podLinkLocalAccess: 'None'})
  })

  it('has further clusters with identities, networks and nodes of their own', async () => {
    await using test = await azureForTests()
    changeWorld(test.azure.state, {clusters: {other: 'otherGroup'}, identities: {'my-identity': 'attached'}})
    const found = await cluster(test, 'other', 'otherGroup')
    const {nodeResourceGroup, identityProfile} = found.body.properties
    expect(nodeResourceGroup).toBe('MC_otherGroup_other_eastus')
    const filter = encodeURIComponent("resourceType eq 'Microsoft.Compute/virtualMachineScaleSets'")
    const attached = async (group: string): Promise<unknown> => {
      const {body} = await test.arm('GET', `${test.subscription}/resourceGroups/${group}/resources?$filter=${filter}`)
      return Object.keys(body.value[0].identity.userAssignedIdentities).map(id => id.split('/').at(-1))
    }
    expect(await attached(nodeResourceGroup)).toEqual(['other-agentpool', 'my-identity'])
    expect(await attached(nodeGroup)).toEqual(['myAKSCluster-agentpool', 'my-identity'])
    expect(await test.arm('GET', identityProfile.kubeletidentity.resourceId)).toMatchObject({status: 200})
  })
})
