import {describe, expect, it} from '@jest/globals'
import {roleIds} from '../../../src/sandbox/azure/authorization/built-in-roles.ts'
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
})
