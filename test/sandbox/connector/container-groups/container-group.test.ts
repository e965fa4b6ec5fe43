import {describe, expect, it} from '@jest/globals'
import type {ClusterView} from '../../../../sandbox/connector/cluster-view.ts'
import {containerGroupFor, type GroupMaker} from '../../../../sandbox/connector/container-groups/container-group.ts'
import type {ConfigMap, Secret, Service} from '../../../../sandbox/client/cluster-objects.ts'
import type {Container, Pod, PodSpec} from '../../../../sandbox/client/pod-objects.ts'

const informer = <T>(items: Record<string, T>) => ({
  items: new Map(Object.entries(items)),
  ready: Promise.resolve(),
  onChange: () => undefined,
})
const base64 = (text: string): string => Buffer.from(text).toString('base64')
const secret = (type: string, data: Record<string, string>): Secret => ({
  metadata: {name: 's'},
  type,
  data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, base64(value)])),
})

const view = {
  pods: informer<Pod>({}),
  secrets: informer<Secret>({
    'default/opaque': secret('Opaque', {key: 'value'}),
    'default/storage': secret('Opaque', {azurestorageaccountname: 'account', azurestorageaccountkey: 'k'}),
    'default/registry': secret('kubernetes.io/dockerconfigjson', {
      '.dockerconfigjson': JSON.stringify({auths: {'r.azurecr.io': {username: 'u', password: 'p'}}}),
    }),
    'default/nameless': secret('kubernetes.io/dockerconfigjson', {
      '.dockerconfigjson': JSON.stringify({auths: {'r.azurecr.io': {auth: base64('u:p')}}}),
    }),
  }),
  configMaps: informer<ConfigMap>({'default/map': {metadata: {name: 'map'}, data: {a: 'b'}}}),
  services: informer<Service>({
    'default/kubernetes': {
      metadata: {name: 'kubernetes', namespace: 'default'},
      spec: {clusterIP: '10.0.0.1', ports: [{name: 'https', port: 443, protocol: 'TCP'}]},
    },
  }),
} as unknown as ClusterView

const maker: GroupMaker = {
  view,
  os: 'Linux',
  hostIP: '10.244.0.1',
  clusterDomain: 'cluster.local',
  extensions: [],
  settings: {
    resourceGroup: 'rg',
    region: 'eastus',
    capacity: {cpu: '1', memory: '1', pods: '1'},
    network: {vnetName: 'v', vnetResourceGroup: 'rg', vnetSubscriptionId: 's', subnetName: '', subnetCidr: '', kubeDnsIP: ''},
  },
}
const group = (container: Partial<Container>, spec: Partial<PodSpec> = {}, change: Partial<GroupMaker> = {}) =>
  containerGroupFor(
    {
      metadata: {name: 'web', namespace: 'default', uid: 'u', creationTimestamp: '2026-11-23T07:14:18Z'},
      spec: {nodeName: 'node', containers: [{name: 'main', image: 'image', ...container}], ...spec},
    },
    {...maker, ...change},
  )

describe('the container group of a pod', () => {
  it('is called and tagged after the pod', () => {
    expect(group({ports: [{containerPort: 80}]})).toMatchObject({
      name: 'default-web',
      location: 'eastus',
      tags: {PodName: 'web', NodeName: 'node', Namespace: 'default', UID: 'u', CreationTimestamp: '2026-11-23 07:14:18 +0000 UTC'},
      properties: {osType: 'Linux', restartPolicy: 'Always', ipAddress: {type: 'Public', ports: [{port: 80, protocol: 'TCP'}]}},
    })
    expect(group({}).properties.ipAddress).toBeUndefined()
  })

  it.each([
    [{}, {requests: {cpu: 1, memoryInGB: 1.5}}],
    [
      {requests: {cpu: '255m', memory: '1Gi'}, limits: {cpu: '2', memory: '2Gi'}},
      {requests: {cpu: 0.25, memoryInGB: 1}, limits: {cpu: 2, memoryInGB: 2.1}},
    ],
    [{requests: {cpu: '1m', memory: '1Mi'}}, {requests: {cpu: 0.01, memoryInGB: 0.1}}],
  ])('rounds the resources %j', (resources, rounded) => {
    expect(group({resources}).properties.containers[0]?.properties.resources).toEqual(rounded)
  })

  it('carries plain values only, drops empty ones and adds those of the API server', () => {
    const {environmentVariables = []} =
      group({
        env: [
          {name: 'S', valueFrom: {secretKeyRef: {name: 'opaque', key: 'key'}}},
          {name: 'C', valueFrom: {configMapKeyRef: {name: 'map', key: 'a'}}},
          {name: 'EMPTY', value: ''},
          {name: 'BOTH', value: '$(S)-$(C)'},
        ],
      }).properties.containers[0]?.properties ?? {}
    expect(environmentVariables.slice(0, 4)).toEqual([
      {name: 'S', value: 'value'},
      {name: 'C', value: 'b'},
      {name: 'BOTH', value: 'value-b'},
      {name: 'KUBERNETES_SERVICE_HOST', value: '10.0.0.1'},
    ])
    expect(environmentVariables).toHaveLength(11)
    expect(() => group({env: [{name: 'S', valueFrom: {secretKeyRef: {name: 'none', key: 'key'}}}]})).toThrow('secret "none" not found')
  })

  it('on Windows has no service account folder, on Linux it has', () => {
    const account = '/var/run/secrets/kubernetes.io/serviceaccount'
    const parts = [
      {volumeMounts: [{name: 'token', mountPath: account}]},
      {volumes: [{name: 'token', projected: {sources: [{configMap: {name: 'map', items: [{key: 'a', path: 'a'}]}}]}}]},
    ] as const
    const linux = group(...(parts as unknown as [Partial<Container>, Partial<PodSpec>]))
    expect(linux.properties.volumes).toEqual([{name: 'token', secret: {a: base64('b')}}])
    const windows = group(...(parts as unknown as [Partial<Container>, Partial<PodSpec>]), {os: 'Windows'})
    expect([windows.properties.volumes, windows.properties.containers[0]?.properties.volumeMounts]).toEqual([[], []])
  })

  it('takes the volumes and credentials that ACI knows', () => {
    const {volumes, imageRegistryCredentials} = group(
      {},
      {
        imagePullSecrets: [{name: 'registry'}],
        volumes: [
          {name: 'empty', emptyDir: {}},
          {name: 'secret', secret: {secretName: 'opaque'}},
          {name: 'map', configMap: {name: 'map'}},
          {name: 'share', csi: {driver: 'file.csi.azure.com', volumeAttributes: {shareName: 'share', secretName: 'storage'}}},
        ],
      },
    ).properties
    expect(imageRegistryCredentials).toEqual([{server: 'r.azurecr.io', username: 'u', password: 'p'}])
    expect(volumes).toEqual([
      {name: 'empty', emptyDir: {}},
      {name: 'secret', secret: {key: base64('value')}},
      {name: 'map', secret: {a: base64('b')}},
      {name: 'share', azureFile: {shareName: 'share', storageAccountName: 'account', storageAccountKey: 'k'}},
    ])
  })

  const init = (container: Partial<Container>): [Partial<Container>, Partial<PodSpec>] => [
    {},
    {initContainers: [{name: 'init', image: 'i', ...container}]},
  ]
  const tcp = {tcpSocket: {port: 80}}
  it.each<[string, string, Partial<Container>, Partial<PodSpec>?]>([
    [
      'args without command',
      'ACI does not support providing args without specifying the command. Please supply both command and args to the pod spec.',
      {args: ['a']},
    ],
    ['lifecycle hooks', 'ACI does not support lifecycle hooks', {lifecycle: {preStop: {exec: {command: ['a']}}}}],
    ['startup probes', 'ACI does not support startupProbe', {startupProbe: {exec: {command: ['a']}}}],
    ['TCP probes', 'probe must specify one of "exec" and "httpGet"', {livenessProbe: tcp}],
    ['named ports that are none', 'unable to find named port: web', {readinessProbe: {httpGet: {port: 'web'}}}],
    ['hostPath volumes', 'pod web requires volume v which is of an unsupported type', {}, {volumes: [{name: 'v', hostPath: {path: '/'}}]}],
    [
      'claims',
      'pod web requires volume v which is of an unsupported type',
      {},
      {volumes: [{name: 'v', persistentVolumeClaim: {claimName: 'c'}}]},
    ],
    [
      'other CSI drivers',
      'pod web requires volume v which is of an unsupported type disk.csi.azure.com',
      {},
      {volumes: [{name: 'v', csi: {driver: 'disk.csi.azure.com'}}]},
    ],
    [
      'pull secrets of other types',
      'image pull secret type is not one of kubernetes.io/dockercfg or kubernetes.io/dockerconfigjson',
      {},
      {imagePullSecrets: [{name: 'opaque'}]},
    ],
    [
      'pull secrets without a user',
      'no username present in auth config for server: r.azurecr.io',
      {},
      {imagePullSecrets: [{name: 'nameless'}]},
    ],
    ['ports of init containers', 'azure container instances initContainers do not support ports', ...init({ports: [{containerPort: 1}]})],
    [
      'resources of init containers',
      'azure container instances initContainers do not support resources requests',
      ...init({resources: {requests: {cpu: '1'}}}),
    ],
    ['probes of init containers', 'azure container instances initContainers do not support livenessProbe', ...init({livenessProbe: tcp})],
  ])('refuses %s', (...[, message, container, spec]) => {
    expect(() => group(container, spec)).toThrow(message)
  })
})
