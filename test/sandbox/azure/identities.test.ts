import {describe, expect, it} from '@jest/globals'
import {azureForTests} from './azure-for-tests.ts'

const nodeGroup = '/resourceGroups/MC_myResourceGroup_myAKSCluster_eastus'
const scaleSets = encodeURIComponent("resourceType eq 'Microsoft.Compute/virtualMachineScaleSets'")

describe('user-assigned identities', () => {
  it('are read one by one', async () => {
    await using test = await azureForTests()
    const id = `${test.subscription}/resourceGroups/myResourceGroup/providers/Microsoft.ManagedIdentity/userAssignedIdentities/connector-identity`
    const {clientId, objectId: principalId} = test.azure.principal('connector-identity')
    expect(await test.arm('GET', id)).toMatchObject({status: 200, body: {properties: {clientId, principalId}}})
    expect(await test.arm('GET', `${id}2`)).toMatchObject({status: 404, body: {error: {code: 'ResourceNotFound'}}})
    expect(await test.arm('GET', id, {as: 'stranger'})).toMatchObject({status: 403})
    expect(await test.arm('GET', id, {apiVersion: '2024-05-01'})).toMatchObject({
      status: 400,
      body: {error: {code: 'NoRegisteredProviderFound'}},
    })
  })

  it('show in the scale set of the nodes that have them', async () => {
    await using test = await azureForTests()
    const list = `${test.subscription}${nodeGroup}/resources?$filter=${scaleSets}`
    const kubelet = test.azure.principal('kubelet')
    const other = test.azure.principal('connector-identity')
    const ids = async (): Promise<unknown> => Object.values((await test.arm('GET', list)).body.value[0].identity.userAssignedIdentities)
    expect(await ids()).toEqual([{clientId: kubelet.clientId, principalId: kubelet.objectId}])
    test.azure.state.nodeIdentities.push(other.clientId)
    expect(await ids()).toHaveLength(2)
    expect((await test.arm('GET', `${test.subscription}/resourceGroups/aci-westus2/resources?$filter=${scaleSets}`)).body.value).toEqual([])
    expect(await test.arm('GET', list, {as: 'stranger'})).toMatchObject({
      status: 403,
      body: {error: {message: expect.stringContaining("'Microsoft.Resources/subscriptions/resourceGroups/resources/read'")}},
    })
  })

  it('are none on nodes of a cluster with a service principal; other filters are refused', async () => {
    await using test = await azureForTests({clusterServicePrincipal: 'some-client'})
    const list = `${test.subscription}${nodeGroup}/resources`
    expect((await test.arm('GET', `${list}?$filter=${scaleSets}`)).body.value[0].identity).toBeUndefined()
    expect(await test.arm('GET', `${list}?$filter=name%20eq%201`)).toMatchObject({
      status: 400,
      body: {error: {code: 'InvalidFilterInQueryString'}},
    })
  })
})
