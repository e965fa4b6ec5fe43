import {describe, expect, it} from '@jest/globals'
import {belongingOfAddress, belongingOfNodes} from '../../../../src/lib/connector/session/which-cluster.ts'
import type {NodeObject} from '../../../../src/lib/kubernetes/objects.ts'
import {cluster} from '../../checks/well.ts'

const aks = {...cluster, fqdn: 'C-1.hcp.eastus.azmk8s.io', privateFqdn: 'c-1.priv.privatelink.eastus.azmk8s.io'}

describe('an API server, by its address,', () => {
  it.each([
    ['https://c-1.hcp.eastus.azmk8s.io', 'same'],
    ['https://C-1.HCP.eastus.azmk8s.io:443/', 'same'],
    ['https://c-1.priv.privatelink.eastus.azmk8s.io:443', 'same'],
    ['https://c-1.portal.hcp.eastus.azmk8s.io', 'same'],
    ['https://d-2.hcp.eastus.azmk8s.io:443', 'other'],
    ['https://d-2.hcp.usgovvirginia.cx.aks.containerservice.azure.us', 'other'],
    ['https://c-1.hcp.eastus.azmk8s.io:8443', 'unknown'],
    ['http://c-1.hcp.eastus.azmk8s.io:443', 'unknown'],
    ['https://127.0.0.1:6443', 'unknown'],
    ['https://bastion.example.com/c-1.hcp.eastus.azmk8s.io', 'unknown'],
    ['https://azmk8s.io.example.com', 'unknown'],
    ['nonsense', 'unknown'],
  ])('%s: %s', (server, belonging) => {
    expect(belongingOfAddress(server, aks)).toBe(belonging)
  })
})

describe('an API server, by its nodes,', () => {
  const subscriptionId = '11111111-2222-3333-4444-555555555555'
  const machine = (group: string, subscription = subscriptionId): NodeObject => ({
    metadata: {name: 'n'},
    spec: {
      providerID: `azure:///subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachineScaleSets/s/virtualMachines/0`,
    },
  })
  it.each([
    ['same', [machine('mc_G')]],
    ['same', [machine('mc_other'), machine('mc_g')]],
    ['other', [machine('mc_other')]],
    ['other', [machine('mc_g', '99999999-2222-3333-4444-555555555555')]],
    ['other', [{metadata: {name: 'n'}, spec: {providerID: 'kind://docker/kind/kind-control-plane'}}]],
    ['unknown', [{metadata: {name: 'n'}}, {metadata: {name: 'm'}, spec: {providerID: ''}}]],
    ['unknown', []],
  ] as const)('%s', (belonging, nodes) => {
    expect(belongingOfNodes(nodes, subscriptionId, {nodeResourceGroup: 'MC_g'})).toBe(belonging)
  })
})
