import {connect as connectTo} from 'node:net'
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
})

describe('a connector that gets no token', () => {
  const wrongSecret = (): ConnectorOverrides => ({
    azureJson: {aadClientId: world.azure.principal('connector-sp').clientId, aadClientSecret: 'wrong'},
  })
  const noIdentity: ConnectorOverrides = {azureJson: {userAssignedIdentityID: '00000000-0000-4000-8000-000000000000'}}

  it.each<[string, () => ConnectorOverrides]>([
    ['Entra ID refuses its secret', wrongSecret],
    ['its node does not have its identity', () => noIdentity],
  ])('crashes in its first list, before it says why: %s', async (_, overrides) => {
    const connector = await world.start({nodeName: 'vk-no-token', ...overrides()})
    expect(await connector.done).toBe(2)
    const text = connector.log.join('\n')
    expect(text).toMatch(
      /panic: runtime error: invalid memory address or nil pointer dereference\n\[signal SIGSEGV: .*\]\n\ngoroutine \d+ \[running\]:\n.*GetContainerGroupListResult.*\n\t.*client_apis\.go:196 /,
    )
    expect(text).not.toMatch(/level=error|AADSTS|Identity not found/)
    expect(await world.cluster.client.get('/api/v1/nodes/vk-no-token').catch(() => undefined)).toBeUndefined()
  })

  it('opens its port and waits before it crashes if the metadata service does not answer', async () => {
    world.faults.set([{server: 'azure', path: '^/metadata/identity', delayMs: 60_000, times: 100}])
    const connector = await world.start({nodeName: 'vk-waiting'})
    await until(() => world.faults.requests.filter(({path}) => path.startsWith('/metadata/identity')).length >= 2)
    await expect(connect(connector.podIP)).resolves.toBe('open')
    expect(await connector.done).toBe(2)
    const lines = connector.log.filter(line => !/^[\d/]+ [\d:]+ http: TLS handshake error from \S+:\d+: EOF$/.test(line))
    expect(lines.join('\n')).toMatch(/^time=.*\npanic: runtime error: /)
    world.faults.set([])
  })

  it('crashes in its first list if Resource Manager does not answer', async () => {
    world.faults.set([{server: 'azure', path: 'containerGroups', cut: true, times: 100}])
    const connector = await world.start({nodeName: 'vk-cut'})
    expect(await connector.done).toBe(2)
    expect(connector.log.join('\n')).toMatch(/GetContainerGroupListResult/)
    world.faults.set([])
  })
})

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise(resolve => setImmediate(resolve))
}

function connect(host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connectTo(10250, host, () => {
      socket.destroy()
      resolve('open')
    }).once('error', reject)
  })
}
