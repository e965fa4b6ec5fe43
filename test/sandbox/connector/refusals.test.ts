import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import type {Node} from '../../../sandbox/client/cluster-objects.ts'
import type {Pod} from '../../../sandbox/client/pod-objects.ts'
import {inDefault, pods} from '../node/test-cluster.ts'
import {readyNode, startConnectorWorld, type ConnectorOverrides, type ConnectorWorld} from './test-connector.ts'

let world: ConnectorWorld
beforeAll(async () => {
  world = await startConnectorWorld()
})
afterAll(() => world.close())

describe('a connector that cannot work', () => {
  const fatal = async (overrides: ConnectorOverrides): Promise<[number, string]> => {
    const connector = await world.start({nodeName: 'vk-broken', ...overrides})
    const code = await connector.done
    return [code, connector.log.filter(line => /level=fatal|^panic/.test(line)).join('\n')]
  }

  it.each<[string, ConnectorOverrides, number, string]>([
    [
      'has no identity',
      {azureJson: {userAssignedIdentityID: ''}},
      1,
      'neither AZURE_CLIENT_ID or VIRTUALNODE_USER_IDENTITY_CLIENTID is being set',
    ],
    ['is in an unknown cloud', {azureJson: {cloud: 'AzureCloud'}}, 2, 'panic: cloud config does not exist'],
    [
      'is in an unknown region',
      {azureJson: {location: 'spaincentral'}},
      1,
      'Region spaincentral is invalid. Current supported regions are:',
    ],
    ['has no network name', {azureJson: {vnetName: ''}}, 1, 'vnet name can not be empty please set ACI_VNET_NAME'],
    ['has an unknown flag', {args: ['--trace-exporter=x']}, 1, 'unknown flag: --trace-exporter'],
    ['has a taint effect that is none', {env: {VKUBELET_TAINT_EFFECT: 'Never'}}, 1, 'taint effect \\"Never\\" is not supported'],
    ['has no certificate', {files: {'/etc/tls.crt': undefined}}, 1, 'open /etc/tls.crt: no such file or directory'],
    ['has a key that is none', {files: {'/etc/tls.key': 'nonsense'}}, 1, 'tls: failed to find any PEM data in key input'],
    ['has no client CA', {files: {'/etc/ca.crt': undefined}}, 1, 'error getting CA from path: open /etc/ca.crt'],
    ['has a subnet that is not there', {env: {ACI_SUBNET_NAME: 'none'}}, 1, "subnet 'none' is not found in vnet 'none'"],
  ])('ends when it %s', async (_, overrides, code, message) => {
    const [ended, text] = await fatal(overrides)
    expect(text).toContain(message)
    expect(ended).toBe(code)
  })

  it('has a key of another certificate', async () => {
    const {key} = await world.cluster.authority.issue({commonName: 'other'})
    expect(await fatal({files: {'/etc/tls.key': key}})).toEqual([1, expect.stringContaining('tls: private key does not match public key')])
  })
})

describe('what Azure refuses', () => {
  const failedPod = async (name: string, overrides: ConnectorOverrides): Promise<string> => {
    const connector = await world.start({nodeName: `vk-${name}`, ...overrides})
    await world.cluster.until<Node>('/api/v1/nodes', connector.nodeName, readyNode)
    await world.cluster.client.create<Pod>(inDefault('pods'), {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {name, namespace: 'default'},
      spec: {nodeName: connector.nodeName, containers: [{name: 'main', image: 'mcr.microsoft.com/azuredocs/aci-helloworld'}]},
    })
    const {status} = await world.cluster.until<Pod>(pods, `default/${name}`, pod => pod?.status?.reason === 'ProviderFailed')
    connector.stop()
    return status?.message ?? ''
  }

  it('stands in the pod, while the Node is Ready: no role', async () => {
    world.azure.state.roleAssignments.splice(0)
    const message = await failedPod('no-role', {})
    expect(message).toContain('RESPONSE 403: 403 Forbidden')
    expect(message).toContain('ERROR CODE: AuthorizationFailed')
    expect(message).toContain('Microsoft.ContainerInstance/containerGroups/write')
  })

  it('stands in the pod: a secret of a service principal that is wrong, and an identity that is not there', async () => {
    expect(
      await failedPod('bad-secret', {azureJson: {aadClientId: world.azure.principal('connector-sp').clientId, aadClientSecret: 'wrong'}}),
    ).toContain('AADSTS7000215')
    expect(await failedPod('nobody', {azureJson: {userAssignedIdentityID: '00000000-0000-4000-8000-000000000000'}})).toContain(
      'Identity not found',
    )
  })
})
