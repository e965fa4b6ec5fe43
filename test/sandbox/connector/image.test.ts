import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import type {ClusterObject, Node} from '../../../sandbox/client/cluster-objects.ts'
import {connectorImages} from '../../../sandbox/connector/image.ts'
import {startNode, type PoolNode} from '../../../sandbox/node/node.ts'
import type {Container, Pod} from '../../../sandbox/client/pod-objects.ts'
import {pods} from '../node/test-cluster.ts'
import {readyNode, startConnectorWorld, type ConnectorWorld} from './test-connector.ts'

const repository = 'mcr.microsoft.com/oss/virtual-kubelet'
const inConnector = '/api/v1/namespaces/connector'
let world: ConnectorWorld
let node: PoolNode

beforeAll(async () => {
  world = await startConnectorWorld()
  const {cluster, azure} = world
  node = await startNode({
    ...cluster.access,
    authority: cluster.authority,
    backOffMs: 100,
    images: connectorImages({
      azure: {resourceManagerUrl: azure.endpoint, authorityUrl: azure.endpoint, imdsUrl: azure.imdsUrl, caCertificate: world.azureCa},
      pollMs: 50,
    }),
  })
  const {certificate, key} = await cluster.authority.issue({commonName: 'connector', names: ['connector']})
  const data = {'azure.json': JSON.stringify(world.azureJson), 'ca.crt': cluster.caCertificate, 'tls.crt': certificate, 'tls.key': key}
  await cluster.client.create(`${inConnector}/secrets`, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {name: 'connector', namespace: 'connector'},
    data: Object.fromEntries(Object.entries(data).map(([name, text]) => [name, Buffer.from(text).toString('base64')])),
  } as ClusterObject)
  await cluster.until('/api/v1/configmaps', 'connector/kube-root-ca.crt', object => object !== undefined)
})
afterAll(async () => {
  await node.stop()
  await world.close()
})

const create = (name: string, container: Partial<Container>, {user = 65532, tag = '1.6.4'} = {}): Promise<Pod> =>
  world.cluster.client.create<Pod>(`${inConnector}/pods`, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name, namespace: 'connector'},
    spec: {
      serviceAccountName: 'connector',
      securityContext: {runAsNonRoot: true, runAsUser: user, fsGroup: user},
      containers: [
        {
          name: 'virtual-kubelet',
          image: `${repository}/virtual-kubelet:${tag}`,
          command: ['virtual-kubelet'],
          args: [`--nodename=${name}`, '--authentication-token-webhook=true', '--client-verify-ca=/etc/c/ca.crt'],
          env: [
            {name: 'AKS_CREDENTIAL_LOCATION', value: '/etc/c/azure.json'},
            {name: 'APISERVER_CERT_LOCATION', value: '/etc/c/tls.crt'},
            {name: 'APISERVER_KEY_LOCATION', value: '/etc/c/tls.key'},
            {name: 'VKUBELET_POD_IP', valueFrom: {fieldRef: {fieldPath: 'status.podIP'}}},
          ],
          readinessProbe: {tcpSocket: {port: 10250}},
          volumeMounts: [{name: 'c', mountPath: '/etc/c'}],
          ...container,
        },
      ],
      volumes: [{name: 'c', secret: {secretName: 'connector', defaultMode: 0o440}}],
    },
  })
const until = (name: string, accept: (pod: Pod | undefined) => boolean): Promise<Pod> =>
  world.cluster.until<Pod>(pods, `connector/${name}`, accept)
const isReady = (pod: Pod | undefined): boolean =>
  pod?.status?.conditions?.some(({type, status}) => type === 'Ready' && status === 'True') === true

describe('the image of the connector', () => {
  it('runs as a pod that is not root, with the token that its service account gives it', async () => {
    await create('vk-pod', {})
    const pod = await until('vk-pod', isReady)
    const registered = await world.cluster.until<Node>('/api/v1/nodes', 'vk-pod', readyNode)
    expect(registered.status?.nodeInfo?.['kubeletVersion']).toBe('v1.25.0-vk-azure-aci-1.6.4')
    expect(registered.status?.addresses).toEqual([{type: 'InternalIP', address: pod.status?.podIP}])
  })

  it('crashes in a loop with what it cannot work with', async () => {
    await create('vk-crash', {args: ['--trace-exporter=x']})
    const pod = await until('vk-crash', found => found?.status?.containerStatuses?.[0]?.state.waiting?.reason === 'CrashLoopBackOff')
    expect(pod.status?.containerStatuses?.[0]?.lastState.terminated).toMatchObject({exitCode: 1, reason: 'Error'})
  })

  it('may be named with a digest', async () => {
    await create('vk-digest', {}, {tag: `1.6.4@sha256:${'0a'.repeat(32)}`})
    const pod = await until('vk-digest', isReady)
    expect(pod.spec?.containers?.[0]?.image).toContain('@sha256:')
  })

  it('has the tags that were released, and no others', async () => {
    await create('vk-tag', {}, {tag: '9.9.9'})
    const pod = await until('vk-tag', found => found?.status?.containerStatuses?.[0]?.state.waiting?.reason === 'ErrImagePull')
    expect(pod.status?.containerStatuses?.[0]?.state.waiting?.message).toContain('virtual-kubelet:9.9.9: not found')
  })

  it('comes with an init container that looks for an identity', async () => {
    const image = `${repository}/init-validation:0.3.2`
    await create('init-good', {
      image,
      command: ['init-validation'],
      args: [],
      env: [
        {name: 'AKS_CREDENTIAL_LOCATION', value: '/etc/c/azure.json'},
        {name: 'POD_NAME', value: 'init-good'},
        {name: 'NAMESPACE', value: 'connector'},
      ],
    })
    const pod = await until('init-good', found => found?.status?.containerStatuses?.[0]?.lastState.terminated !== undefined)
    expect(pod.status?.containerStatuses?.[0]?.lastState.terminated).toMatchObject({exitCode: 0, reason: 'Completed'})
  })
})
