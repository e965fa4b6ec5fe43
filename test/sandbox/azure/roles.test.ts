import {describe, expect, it} from '@jest/globals'
import {roleIds} from '../../../sandbox/azure/authorization/built-in-roles.ts'
import {azureForTests} from './azure-for-tests.ts'

const group = '/resourceGroups/aci-westus2'
const groups = `${group}/providers/Microsoft.ContainerInstance/containerGroups`

describe('role assignments', () => {
  it('count for their scope and below, once they are in force', async () => {
    await using test = await azureForTests({delays: {roleAssignmentMs: 60_000}})
    const {objectId} = test.azure.principal('connector-sp')
    const path = `${test.subscription}${group}/providers/Microsoft.Authorization/roleAssignments/${crypto.randomUUID()}`
    const properties = {
      roleDefinitionId: `${test.subscription}/providers/Microsoft.Authorization/roleDefinitions/${roleIds['Azure Container Instances Contributor Role']}`,
      principalId: objectId,
    }
    const asConnector = async (): Promise<number> => (await test.arm('GET', `${test.subscription}${groups}`, {as: 'connector-sp'})).status

    expect(await test.arm('PUT', path, {body: {properties}})).toMatchObject({
      status: 201,
      body: {properties: {principalId: objectId, scope: `${test.subscription}${group}`}},
    })
    expect(await asConnector()).toBe(403)
    test.azure.state.delays = {...test.azure.state.delays, roleAssignmentMs: 0}
    expect(await asConnector()).toBe(200)
    expect(await test.arm('GET', `${test.subscription}/resourceGroups/myResourceGroup`, {as: 'connector-sp'})).toMatchObject({status: 403})

    expect(await test.arm('DELETE', path)).toMatchObject({status: 200})
    expect(await asConnector()).toBe(403)
    expect(await test.arm('DELETE', path)).toMatchObject({status: 204})
  })

  it('are listed as the filter says', async () => {
    await using test = await azureForTests({
      principals: [
        {
          name: 'member',
          clientId: '0a6b2f5e-7c1d-4e2a-b1f0-5d3c9e8a7b99',
          objectId: '1d4e7a90-3b2c-4f5d-8e6f-7a8b9c0d1e99',
          kind: 'application',
          groups: ['55555555-5555-4555-8555-555555555555'],
        },
      ],
      roles: [
        {principal: '55555555-5555-4555-8555-555555555555', role: 'Contributor'},
        {principal: 'member', role: 'Reader', scope: '/subscriptions/5b8f1a52-0d3e-4c1c-9f67-3a2f7e1d4c90/resourceGroups/aci-westus2'},
      ],
    })
    const list = async (scope: string, filter: string): Promise<number> =>
      (await test.arm('GET', `${scope}/providers/Microsoft.Authorization/roleAssignments?$filter=${encodeURIComponent(filter)}`)).body.value
        .length
    const {objectId} = test.azure.principal('member')
    expect(await list(`${test.subscription}${group}`, `principalId eq '${objectId}'`)).toBe(1)
    expect(await list(`${test.subscription}${group}`, `assignedTo('${objectId}')`)).toBe(2)
    expect(await list(test.subscription, `atScope() and assignedTo('${objectId}')`)).toBe(1)
    expect(await list(test.subscription, '')).toBe(4)
    expect(
      await test.arm('GET', `${test.subscription}/providers/Microsoft.Authorization/roleAssignments?$filter=scope%20eq%201`),
    ).toMatchObject({status: 400, body: {error: {code: 'UnsupportedQuery'}}})
  })

  it('are refused twice, for unknown principals and for unknown roles', async () => {
    await using test = await azureForTests()
    const put = async (principalId: string, role: string): Promise<unknown> =>
      (
        await test.arm('PUT', `${test.subscription}${group}/providers/Microsoft.Authorization/roleAssignments/${crypto.randomUUID()}`, {
          body: {properties: {roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${role}`, principalId}},
        })
      ).body.error?.code
    const {objectId} = test.azure.principal('kubelet')
    expect(await put(objectId, roleIds.Contributor)).toBeUndefined()
    expect(await put(objectId, roleIds.Contributor)).toBe('RoleAssignmentExists')
    expect(await put(crypto.randomUUID(), roleIds.Contributor)).toBe('PrincipalNotFound')
    expect(await put(objectId, crypto.randomUUID())).toBe('RoleDefinitionDoesNotExist')
  })

  it('do not let a Contributor assign roles', async () => {
    await using test = await azureForTests({roles: [{principal: 'stranger', role: 'Contributor'}]})
    const path = `${test.subscription}${group}/providers/Microsoft.Authorization/roleAssignments/${crypto.randomUUID()}`
    expect(await test.arm('PUT', path, {as: 'stranger', body: {}})).toMatchObject({status: 403})
    expect(await test.arm('GET', `${test.subscription}${group}`, {as: 'stranger'})).toMatchObject({status: 200})
  })

  it('do not help in a locked node resource group', async () => {
    await using test = await azureForTests({cluster: {nodeResourceGroupLocked: true}, registered: ['Microsoft.ContainerInstance']})
    const path = `${test.subscription}/resourceGroups/MC_myResourceGroup_myAKSCluster_eastus/providers/Microsoft.ContainerInstance/containerGroups/x`
    expect(await test.arm('PUT', path, {body: {}})).toMatchObject({status: 403, body: {error: {code: 'DenyAssignmentAuthorizationFailed'}}})
  })

  it('say what a caller may do in a group', async () => {
    await using test = await azureForTests({roles: [{principal: 'reader', role: 'Network Contributor', scope: '/subscriptions/x'}]})
    const path = `${test.subscription}${group}/providers/Microsoft.Authorization/permissions`
    expect((await test.arm('GET', path, {as: 'reader'})).body.value).toEqual([
      {actions: ['*/read'], notActions: [], dataActions: [], notDataActions: []},
    ])
    expect(await test.arm('GET', path, {as: 'stranger'})).toMatchObject({status: 403})
    expect(await test.arm('GET', path.replace('westus2', 'nowhere'))).toMatchObject({
      status: 404,
      body: {error: {code: 'ResourceGroupNotFound'}},
    })
  })
})

describe('deny assignments', () => {
  const locked = '/resourceGroups/MC_myResourceGroup_myAKSCluster_eastus'
  const list = 'providers/Microsoft.Authorization/denyAssignments'

  it('are listed for the locked node resource group, with the id that a refusal names', async () => {
    await using test = await azureForTests({cluster: {nodeResourceGroupLocked: true}})
    const scope = `${test.subscription}${locked}`
    const atScope = async (at: string, filter = '?$filter=atScope()'): Promise<{name: string}[]> =>
      (await test.arm('GET', `${at}/${list}${filter}`)).body.value
    const [found] = await atScope(`${scope}/providers/Microsoft.Network/virtualNetworks/aks-vnet`)
    expect(found).toMatchObject({
      properties: {denyAssignmentName: 'Deny assignment for AKS node resource group', scope, permissions: [{notActions: ['*/read']}]},
    })
    expect(await atScope(test.subscription)).toEqual([])
    expect(await atScope(test.subscription, '')).toEqual([found])
    const refused = await test.arm('PUT', `${scope}/providers/Microsoft.Network/virtualNetworks/aks-vnet/subnets/x`, {body: {}})
    expect(refused).toMatchObject({
      status: 403,
      body: {error: {code: 'DenyAssignmentAuthorizationFailed', message: expect.stringContaining(String(found?.name.replaceAll('-', '')))}},
    })
    expect(await test.arm('GET', `${scope}/${list}?$filter=x`)).toMatchObject({status: 400, body: {error: {code: 'UnsupportedQuery'}}})
    expect(await test.arm('GET', `${scope}/${list}`, {as: 'stranger'})).toMatchObject({status: 403})
  })

  it('spare whom they exclude, and what is below when they say so', async () => {
    await using test = await azureForTests()
    const scope = `${test.subscription}${group}`
    const {objectId} = test.azure.principal('reader')
    const denial = {
      name: crypto.randomUUID(),
      title: 'No reading',
      scope,
      principalIds: ['00000000-0000-0000-0000-000000000000'],
      excludedPrincipalIds: [objectId],
      actions: ['*/read'],
      notActions: [],
      doNotApplyToChildScopes: true,
    }
    test.azure.state.denyAssignments.push(denial)
    expect(await test.arm('GET', scope)).toMatchObject({status: 403, body: {error: {message: expect.stringContaining("'No reading'")}}})
    expect(await test.arm('GET', scope, {as: 'reader'})).toMatchObject({status: 200})
    const below = `${scope}/providers/Microsoft.ContainerInstance/containerGroups/x`
    expect(await test.arm('GET', below)).toMatchObject({status: 404})
    test.azure.state.denyAssignments.splice(0, 1, {...denial, doNotApplyToChildScopes: false})
    expect(await test.arm('GET', below)).toMatchObject({status: 403})
  })
})
