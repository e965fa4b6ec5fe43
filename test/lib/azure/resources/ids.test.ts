import {describe, expect, it} from '@jest/globals'
import {
  clusterRef,
  containerGroupRef,
  isUserAssignedIdentityId,
  nameOf,
  resourceGroupId,
  resourceGroupOf,
  roleAssignmentId,
  roleDefinitionId,
  sameId,
  scopeOfRoleAssignment,
  subnetId,
  subnetParts,
  virtualNetworkIdOf,
} from '../../../../src/lib/azure/resources/ids.ts'

const subscriptionId = '12345678-1234-1234-1234-1234567890ab'
const group = `/subscriptions/${subscriptionId}/resourceGroups/rg`
const network = `${group}/providers/Microsoft.Network/virtualNetworks/vnet`
const identity = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id`
const assignment = '/providers/Microsoft.Authorization/roleAssignments/name'

describe('the ids of a cluster and of a container group', () => {
  const aks = `${group}/providers/Microsoft.ContainerService/managedClusters/c`
  const aci = `${group}/providers/Microsoft.ContainerInstance/containerGroups/g`

  it('say the resource group and the name', () => {
    expect(clusterRef(aks)).toEqual({resourceGroup: 'rg', name: 'c'})
    expect(containerGroupRef(aci.toLowerCase())).toEqual({resourceGroup: 'rg', name: 'g'})
  })

  it.each([`${aci}/../x`, `${aci}/containers/c`, aks, '', group])('%j is not the id of a container group', id => {
    expect(containerGroupRef(id)).toBeUndefined()
    expect(clusterRef(aci)).toBeUndefined()
  })
})

describe('the id of a resource group', () => {
  it('gives the name that it was made of', () => {
    expect(resourceGroupId(subscriptionId, 'rg')).toBe(group)
    expect(resourceGroupOf(group)).toBe('rg')
    expect(resourceGroupOf(group.toLowerCase())).toBe('rg')
  })

  it.each([network, `${group}/`, `/subscriptions/${subscriptionId}`, '/subscriptions/none/resourceGroups/rg', ''])('is not %j', id => {
    expect(resourceGroupOf(id)).toBeUndefined()
  })
})

describe('the id of a subnet', () => {
  const parts = {subscriptionId, resourceGroup: 'rg', networkName: 'vnet', subnetName: 'aci'}

  it('gives the parts that it was made of', () => {
    expect(subnetId(parts)).toBe(`${network}/subnets/aci`)
    expect(subnetParts(subnetId(parts))).toEqual(parts)
    expect(subnetParts(subnetId(parts).toUpperCase())).toEqual({
      subscriptionId: subscriptionId.toUpperCase(),
      resourceGroup: 'RG',
      networkName: 'VNET',
      subnetName: 'ACI',
    })
  })

  it.each([
    network,
    `${network}/subnets/`,
    `${network}/subnets/aci/more`,
    `/more${network}/subnets/aci`,
    `${network}/subnets/aci\n`,
    `${group}/providers/MicrosoftXNetwork/virtualNetworks/vnet/subnets/aci`,
    `${group}/providers/Microsoft.Network/virtualNetworks//subnets/aci`,
    `${group}/providers/Microsoft.Network/virtualNetworks/../subnets/aci`,
    `${network}/subnets/..`,
    `${network}/subnets/aci?api-version=1`,
    `${network}/subnets/aci#x`,
    `${network}/subnets/a%2Fb`,
    `/subscriptions/${subscriptionId}/resourceGroups/../providers/Microsoft.Network/virtualNetworks/vnet/subnets/aci`,
  ])('is not %j', id => {
    expect(subnetParts(id)).toBeUndefined()
  })

  it('names its virtual network', () => {
    expect(virtualNetworkIdOf(`${network}/subnets/aci`)).toBe(network)
    expect(virtualNetworkIdOf(`${network}/SUBNETS/aci`)).toBe(network)
  })
})

describe('the id of a user-assigned identity', () => {
  it('is told from other ids', () => {
    expect(isUserAssignedIdentityId(identity)).toBe(true)
    expect(isUserAssignedIdentityId(identity.toLowerCase())).toBe(true)
    for (const other of [
      network,
      `${identity}/more`,
      identity.replace(subscriptionId, 'none'),
      identity.replace('/id', '/'),
      identity.replace('/id', '/..'),
      `${identity}?x`,
    ])
      expect(isUserAssignedIdentityId(other)).toBe(false)
  })
})

describe('the id of a role assignment', () => {
  it.each([`/subscriptions/${subscriptionId}`, group, `${network}/subnets/aci`])('gives its scope %s', scope => {
    expect(roleAssignmentId(scope, 'name')).toBe(`${scope}${assignment}`)
    expect(scopeOfRoleAssignment(roleAssignmentId(scope, 'name'))).toBe(scope)
    expect(scopeOfRoleAssignment(roleAssignmentId(scope, 'name').toLowerCase())).toBe(scope.toLowerCase())
  })

  it.each([
    group,
    `${group}${assignment}/more`,
    `${group}/..${assignment}`,
    assignment,
    `${group}/providers/Microsoft.Authorization/roleDefinitions/name`,
  ])('is not %s', id => {
    expect(scopeOfRoleAssignment(id)).toBeUndefined()
  })
})

describe('the id of a role', () => {
  it('is of the subscription', () => {
    expect(roleDefinitionId(subscriptionId, 'guid')).toBe(
      `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/guid`,
    )
  })
})

describe('ids', () => {
  it('end in the name of what they name, in whatever letter case', () => {
    expect(nameOf(network)).toBe('vnet')
    expect(nameOf('vnet')).toBe('vnet')
    expect(sameId(network, network.toUpperCase())).toBe(true)
    expect(sameId(network, `${network}2`)).toBe(false)
  })
})
