import {afterAll, afterEach, beforeAll, describe, expect, it} from '@jest/globals'
import {createAuthority, type KeyPair} from '../../../sandbox/authority.ts'
import type {ClusterObject, Lease, Node} from '../../../sandbox/client/cluster-objects.ts'
import type {Pod, PodSpec} from '../../../sandbox/client/pod-objects.ts'
import {kubectl} from '../node/kubectl.ts'
import {inDefault, pods} from '../node/test-cluster.ts'
import {readyNode, startConnectorWorld, type ConnectorOverrides, type ConnectorWorld, type StartedConnector} from './test-connector.ts'

let world: ConnectorWorld
beforeAll(async () => {
  world = await startConnectorWorld()
})
afterAll(() => world.close())
afterEach(() => world.faults.set([]))

const started = async (overrides: ConnectorOverrides = {}): Promise<StartedConnector> => {
  const connector = await world.start(overrides)
  await world.cluster.until<Node>('/api/v1/nodes', connector.nodeName, readyNode)
  return connector
}
const create = (name: string, nodeName: string, spec: Partial<PodSpec> = {}): Promise<Pod> =>
  world.cluster.client.create<Pod>(inDefault('pods'), {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name, namespace: 'default'},
    spec: {
      nodeName,
      containers: [{name: 'main', image: 'mcr.microsoft.com/azuredocs/aci-helloworld', ports: [{containerPort: 80}]}],
      ...spec,
    },
  })
const until = (name: string, accept: (pod: Pod | undefined) => boolean): Promise<Pod> =>
  world.cluster.until<Pod>(pods, `default/${name}`, accept)
const groups = (): string[] => [...world.azure.state.containerGroups.values()].map(({name}) => name)
/** Azure tells nobody when a group has gone, so this looks again and again. */
const noGroups = (): Promise<void> =>
  new Promise(resolve => {
    const timer = setInterval(() => {
      if (groups().length > 0) return
      clearInterval(timer)
      resolve()
    }, 10)
  })
const remove = async (name: string): Promise<void> => {
  await world.cluster.client.delete(`${inDefault('pods')}/${name}`, {gracePeriodSeconds: 1})
  await until(name, pod => pod === undefined)
}
type ClusterEvent = ClusterObject & {reason: string; message: string; involvedObject: {name: string}}
const event = (name: string, reason: string): Promise<ClusterEvent> =>
  new Promise(resolve => {
    const ended = new AbortController()
    void world.cluster.client
      .watch<ClusterEvent>(
        inDefault('events'),
        {},
        ({object}) => {
          if (object.reason !== reason || object.involvedObject.name !== name) return
          ended.abort()
          resolve(object)
        },
        ended.signal,
      )
      .catch(() => undefined)
  })

describe.each([
  ['Linux', 'linux'],
  ['Windows', 'windows'],
])('a connector for %s', (os, label) => {
  it('registers a Node and a Lease like the provider, with the rights of its account only', async () => {
    const connector = await started({os})
    const node = await world.cluster.client.get<Node>(`/api/v1/nodes/${connector.nodeName}`)
    expect(node.metadata.labels).toEqual({
      'alpha.service-controller.kubernetes.io/exclude-balancer': 'true',
      'beta.kubernetes.io/os': label,
      'kubernetes.azure.com/managed': 'false',
      'kubernetes.io/hostname': connector.nodeName,
      'kubernetes.io/os': label,
      'kubernetes.io/role': 'agent',
      'node.kubernetes.io/exclude-from-external-load-balancers': 'true',
      type: 'virtual-kubelet',
    })
    expect(node.spec?.taints).toEqual([{key: 'virtual-kubelet.io/provider', value: 'azure', effect: 'NoSchedule'}])
    expect(node.status).toMatchObject({
      addresses: [{type: 'InternalIP', address: connector.podIP}],
      capacity: {cpu: '10k', memory: '4Ti', pods: '5k'},
      phase: 'Running',
      daemonEndpoints: {kubeletEndpoint: {Port: 10250}},
      nodeInfo: {kubeletVersion: 'v1.25.0-vk-azure-aci-N/A', operatingSystem: os, architecture: ''},
    })
    expect(node.status?.conditions?.map(({type, status}) => [type, status])).toEqual([
      ['Ready', 'True'],
      ['OutOfDisk', 'False'],
      ['MemoryPressure', 'False'],
      ['DiskPressure', 'False'],
      ['NetworkUnavailable', 'False'],
    ])
    const leases = '/apis/coordination.k8s.io/v1/leases'
    const key = `kube-node-lease/${connector.nodeName}`
    const first = await world.cluster.until<Lease>(leases, key, lease => lease !== undefined)
    expect(first.metadata.ownerReferences).toEqual([{apiVersion: 'v1', kind: 'Node', name: connector.nodeName, uid: node.metadata.uid}])
    await world.cluster.until<Lease>(leases, key, lease => lease?.spec?.renewTime !== first.spec?.renewTime)
    expect(connector.log.filter(line => /forbidden/i.test(line))).toEqual([])
    connector.stop()
  })
})

describe('a pod on the virtual node', () => {
  let connector: StartedConnector
  beforeAll(async () => {
    connector = await started({nodeName: 'vk-pods'})
  })

  it('is a container group, runs, has logs, and its group goes when it does', async () => {
    await create('web', 'vk-pods')
    const running = await until('web', pod => pod?.status?.phase === 'Running')
    const [entry] = world.azure.state.containerGroups.values()
    expect(entry).toMatchObject({name: 'default-web', resourceGroup: world.nodeResourceGroup})
    expect(entry?.body.tags).toMatchObject({PodName: 'web', NodeName: 'vk-pods', Namespace: 'default', UID: running.metadata.uid})
    expect(running.status).toMatchObject({
      phase: 'Running',
      hostIP: connector.podIP,
      podIP: entry?.ip,
      containerStatuses: [
        {
          ready: true,
          restartCount: 0,
          lastState: {waiting: {reason: 'Pending'}},
          containerID: expect.stringMatching(/^aci:\/\/[0-9a-f]{64}$/),
        },
      ],
    })
    expect((await event('web', 'ProviderCreateSuccess')).message).toBe('Create pod in provider successfully')
    expect(await kubectl(world.cluster, 'logs', 'web')).not.toBe('')
    await world.cluster.client.delete(`${inDefault('pods')}/web`, {gracePeriodSeconds: 1})
    await event('web', 'ProviderDeleteSuccess')
    expect(groups()).toEqual([])
    // The object stays until its grace period is over.
    await world.cluster.next(running, pod => pod.status?.containerStatuses?.[0]?.state.terminated?.reason === 'NotFound')
    await until('web', pod => pod === undefined)
  })

  // A real API server speaks SPDY with a kubelet, which the connector of the sandbox does not.
  it.each(process.env['VKCTL_TEST_CONTROL_PLANE'] === 'real' ? [] : ['ls /'])('takes the command %s', async command => {
    await create('told', 'vk-pods')
    await until('told', pod => pod?.status?.phase === 'Running')
    expect(await kubectl(world.cluster, 'exec', 'told', '--', ...command.split(' '))).toBe(`The sandbox runs no commands: ${command}\n`)
    await remove('told')
  })

  it('that the provider cannot run is ProviderFailed, with its words', async () => {
    await create('refused', 'vk-pods', {containers: [{name: 'main', image: 'i', args: ['a']}]})
    const refused = await until('refused', pod => pod?.status?.reason === 'ProviderFailed')
    expect(refused.status).toMatchObject({
      phase: 'Pending',
      message: expect.stringContaining('ACI does not support providing args without specifying the command'),
    })
    await event('refused', 'ProviderCreateFailed')
    await remove('refused')
    expect(groups()).toEqual([])
  })

  it('fails when its container group disappears', async () => {
    await create('lost', 'vk-pods')
    await until('lost', pod => pod?.status?.phase === 'Running')
    world.azure.state.containerGroups.clear()
    const lost = await until('lost', pod => pod?.status?.phase === 'Failed')
    expect(lost.status).toMatchObject({
      reason: 'NotFound',
      message: 'The pod may have been deleted from the provider',
      containerStatuses: [{state: {terminated: {exitCode: -137}}}],
    })
    await remove('lost')
  })

  it('comes up although ARM fails for a while', async () => {
    world.faults.set([{server: 'azure', method: 'PUT', path: 'default-later', status: 500, times: 2}])
    await create('later', 'vk-pods')
    await until('later', pod => pod?.status?.phase === 'Running')
    expect(world.faults.requests.filter(({method, path}) => method === 'PUT' && path.includes('default-later'))).toHaveLength(3)
    await remove('later')
  })

  it('stays when the connector is told to end, and so do Node, Lease and container group', async () => {
    await create('left', 'vk-pods')
    await until('left', pod => pod?.status?.phase === 'Running')
    connector.stop()
    expect(await connector.done).toBe(143)
    expect(groups()).toEqual(['default-left'])
    expect((await world.cluster.client.get<Node>('/api/v1/nodes/vk-pods')).metadata.name).toBe('vk-pods')
    // Without the object the next connector of that name finds the group and deletes it at once.
    await world.cluster.client.delete(`${inDefault('pods')}/left`, {gracePeriodSeconds: 0})
    const next = await started({nodeName: 'vk-pods'})
    await noGroups()
    next.stop()
  })
})

describe('the port of the connector', () => {
  interface Caller {
    readonly token?: string
    readonly certificate?: KeyPair
  }
  /** The status of the answer, or the code of the error when there is none. */
  const ask = async ({podIP}: StartedConnector, {token, certificate}: Caller = {}): Promise<number | string | undefined> => {
    const {request} = await import('node:https')
    return new Promise(resolve => {
      request(
        {
          host: podIP,
          port: 10250,
          path: '/pods',
          rejectUnauthorized: false,
          agent: false,
          headers: token === undefined ? {} : {authorization: `Bearer ${token}`},
          ...(certificate !== undefined && {cert: certificate.certificate, key: certificate.key}),
        },
        response => {
          response.resume()
          resolve(response.statusCode)
        },
      )
        .once('error', error => resolve((error as NodeJS.ErrnoException).code))
        .end()
    })
  }
  /** The status of the answer to a command, or the code of the error. */
  const execute = async ({podIP}: StartedConnector, token?: string): Promise<number | string | undefined> => {
    const {request} = await import('node:https')
    const headers = {connection: 'Upgrade', upgrade: 'SPDY/3.1', ...(token !== undefined && {authorization: `Bearer ${token}`})}
    const target = {host: podIP, port: 10250, path: '/exec/default/web/main?command=ls', method: 'POST', headers}
    return new Promise(resolve => {
      request({...target, rejectUnauthorized: false, agent: false})
        .once('upgrade', ({statusCode}, socket) => {
          socket.destroy()
          resolve(statusCode)
        })
        .once('response', response => {
          response.resume()
          resolve(response.statusCode)
        })
        .once('error', error => resolve((error as NodeJS.ErrnoException).code))
        .end()
    })
  }
  const ofCluster = (): Promise<KeyPair> => world.cluster.authority.issue({commonName: 'somebody', organizations: ['nobodies']})

  it('of 1.6 is open to everybody with the webhook', async () => {
    const connector = await started({nodeName: 'vk-port', version: '1.6.4', args: ['--authentication-token-webhook=true']})
    const own = await world.cluster.accountToken('connector', 'connector')
    for (const token of [undefined, 'nonsense', own]) {
      expect(await ask(connector, {...(token !== undefined && {token})})).toBe(200)
      expect(await execute(connector, token)).toBe(101)
    }
    connector.stop()
  })

  it.each<readonly [string, readonly string[]]>([
    ['no CA', ['--client-verify-ca=']],
    ['clients that need not prove themselves', ['--no-verify-clients']],
  ])('of 1.6 is open to everybody with %s', async (_, args) => {
    const connector = await started({nodeName: 'vk-port', version: '1.6.4', args})
    expect(await ask(connector)).toBe(200)
    connector.stop()
  })

  it('of 1.6 takes only callers with a certificate of the CA without the webhook', async () => {
    const connector = await started({nodeName: 'vk-port', version: '1.6.4'})
    const required = 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'
    const stranger = await (await createAuthority('another')).issue({commonName: 'somebody'})
    expect([
      await ask(connector),
      await ask(connector, {token: world.cluster.adminToken}),
      await execute(connector),
      await ask(connector, {certificate: stranger}),
      await ask(connector, {certificate: await ofCluster()}),
    ]).toEqual([required, required, required, expect.stringMatching(/^E/), 200])
    connector.stop()
  })

  it('of 1.5 asks the API server who calls with the webhook', async () => {
    const connector = await started({nodeName: 'vk-port', version: '1.5.1', args: ['--authentication-token-webhook=true']})
    const own = await world.cluster.accountToken('connector', 'connector')
    expect([
      await ask(connector),
      await ask(connector, {token: 'nonsense'}),
      await ask(connector, {token: own}),
      await ask(connector, {certificate: await ofCluster()}),
      await ask(connector, {token: world.cluster.adminToken}),
      await execute(connector),
      await execute(connector, world.cluster.adminToken),
    ]).toEqual([401, 401, 403, 403, 200, 401, 101])
    connector.stop()
  })

  it('of 1.5 is not there without a CA', async () => {
    const connector = await started({nodeName: 'vk-port', version: '1.5.1', args: ['--client-verify-ca=']})
    expect(await ask(connector)).toBe('ECONNREFUSED')
    expect(connector.log.join('\n')).toContain('not setting up pod http server')
    connector.stop()
  })
})
