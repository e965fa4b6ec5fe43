import {describe, expect, it} from '@jest/globals'
import {azureReaders} from '../../../../src/lib/connector/facts/azure-facts.ts'
import {networkFacts, readSubnetUse} from '../../../../src/lib/connector/install/subnet-use.ts'
import {startRig} from '../../azure/azure-under-test.ts'
import {record} from './wanted.ts'

const reading = ['Microsoft.Network/virtualNetworks/subnets/read', 'Microsoft.Network/virtualNetworks/subnets/join/action']
const write = 'Microsoft.Network/virtualNetworks/subnets/write'

async function read(name: string, role?: 'Reader' | 'Network Contributor') {
  await using rig = await startRig(role === undefined ? {} : {roles: [{principal: 'kubelet', role}]})
  const {subscriptionId, state} = rig.sandbox
  state.virtualNetworks[0]?.subnets.push({name: 'bare', properties: {addressPrefix: '10.230.0.0/24'}})
  const subnetId = `/subscriptions/${subscriptionId}/resourceGroups/MC_myResourceGroup_myAKSCluster_eastus/providers/Microsoft.Network/virtualNetworks/aks-vnet/subnets/${name}`
  const readers = azureReaders({azure: await rig.open(), signal: new AbortController().signal})
  const use = await readSubnetUse(readers, subnetId, rig.sandbox.principal('kubelet').objectId)
  return {subnetId, use}
}

describe('what an identity may do on a subnet', () => {
  it('is to read and join it, and to change it only while it is not delegated to ACI', async () => {
    expect((await read('aci-subnet')).use.permission.missing).toEqual(reading)
    expect((await read('bare')).use.permission.missing).toEqual([...reading, write])
    expect((await read('aci-subnet', 'Reader')).use.permission.missing).toEqual([reading[1]])
    expect((await read('bare', 'Network Contributor')).use.permission.missing).toEqual([])
  })

  it('is seen by checks together with how the chart is told of the subnet', async () => {
    const {subnetId, use} = await read('aci-subnet')
    const values = {vnet: {name: 'aks-vnet', kubeDnsIp: '10.0.0.10', masterUri: 'https://c', longLivedToken: true}}
    expect(networkFacts({...record(), given: {subnetId}}, values, use)).toMatchObject({
      network: {value: {subnetId, subnetName: 'aci-subnet', subnetCidr: '', kubeDnsIp: '10.0.0.10', longLivedToken: true}},
      virtualNetwork: {value: {location: 'eastus'}},
      networkPermission: {value: {scope: subnetId, missing: reading}},
    })
    expect(networkFacts(record('Windows'), values, use)).toMatchObject({network: {known: true, value: undefined}})
  })
})
