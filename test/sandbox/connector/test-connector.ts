import {createAuthority} from '../../../sandbox/authority.ts'
import {startAzure, type Azure} from '../../../sandbox/azure/azure.ts'
import {initialWorld, type WorldOptions} from '../../../sandbox/azure/initial-world.ts'
import type {ClusterObject} from '../../../sandbox/client/cluster-objects.ts'
import {runConnector, type RunningConnector} from '../../../sandbox/connector/connector.ts'
import {Faults} from '../../../sandbox/faults.ts'
import {allocatePodAddress} from '../../../sandbox/node/pod-address.ts'
import {startTestCluster, type TestCluster} from '../node/test-cluster.ts'
import {mounted} from './files.ts'

export interface StartedConnector extends RunningConnector {
  readonly nodeName: string
  readonly podIP: string
  readonly log: readonly string[]
}

export interface ConnectorOverrides {
  readonly nodeName?: string
  readonly os?: string
  readonly args?: readonly string[]
  /** Of the provider; the newest when it is missing. */
  readonly version?: string
  readonly env?: Readonly<Record<string, string>>
  readonly azureJson?: Readonly<Record<string, unknown>>
  /** Undefined takes a file away. */
  readonly files?: Readonly<Record<string, string | undefined>>
}

export interface ConnectorWorld {
  readonly cluster: TestCluster
  readonly azure: Azure
  readonly faults: Faults
  readonly nodeResourceGroup: string
  /** PEM of the CA of Azure's certificate. */
  readonly azureCa: string
  /** The azure.json of the cluster. */
  readonly azureJson: Readonly<Record<string, unknown>>
  start(overrides?: ConnectorOverrides): Promise<StartedConnector>
  close(): Promise<void>
}

const rbac = 'rbac.authorization.k8s.io'
const account = {namespace: 'connector', name: 'connector'}
const subjects = [{kind: 'ServiceAccount', ...account}]
const read = ['list', 'watch']

/** Nothing but what azure-aci v1.6.4 asks of the API server, and the reviews that older versions ask for with the webhook. */
const rules = [
  {apiGroups: [''], resources: ['pods'], verbs: [...read, 'delete']},
  {apiGroups: [''], resources: ['pods/status'], verbs: ['update']},
  {apiGroups: [''], resources: ['secrets', 'configmaps', 'services'], verbs: read},
  {apiGroups: [''], resources: ['nodes'], verbs: ['get', 'create']},
  {apiGroups: [''], resources: ['nodes/status'], verbs: ['patch']},
  {apiGroups: [''], resources: ['events'], verbs: ['create', 'patch']},
  {apiGroups: ['authentication.k8s.io'], resources: ['tokenreviews'], verbs: ['create']},
  {apiGroups: ['authorization.k8s.io'], resources: ['subjectaccessreviews'], verbs: ['create']},
]
const leaseRules = [{apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['get', 'create', 'update']}]

async function grant({client, until}: TestCluster): Promise<void> {
  const create = (path: string, object: object): Promise<unknown> => client.create(path, object)
  const binding = (kind: string) => ({roleRef: {apiGroup: rbac, kind, name: 'connector'}, subjects})
  await create('/api/v1/namespaces', {apiVersion: 'v1', kind: 'Namespace', metadata: {name: account.namespace}})
  await create(`/api/v1/namespaces/${account.namespace}/serviceaccounts`, {apiVersion: 'v1', kind: 'ServiceAccount', metadata: account})
  await create(`/apis/${rbac}/v1/clusterroles`, {apiVersion: `${rbac}/v1`, kind: 'ClusterRole', metadata: {name: 'connector'}, rules})
  await create(`/apis/${rbac}/v1/clusterrolebindings`, {
    apiVersion: `${rbac}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: {name: 'connector'},
    ...binding('ClusterRole'),
  })
  await until('/api/v1/namespaces', 'kube-node-lease', namespace => namespace !== undefined)
  const inLeases = `/apis/${rbac}/v1/namespaces/kube-node-lease`
  await create(`${inLeases}/roles`, {
    apiVersion: `${rbac}/v1`,
    kind: 'Role',
    metadata: {name: 'connector', namespace: 'kube-node-lease'},
    rules: leaseRules,
  })
  await create(`${inLeases}/rolebindings`, {
    apiVersion: `${rbac}/v1`,
    kind: 'RoleBinding',
    metadata: {name: 'connector', namespace: 'kube-node-lease'},
    ...binding('Role'),
  })
  await until('/api/v1/serviceaccounts', 'default/default', object => object !== undefined)
}

/** A cluster, Azure with ACI registered and the kubelet identity as Contributor, and a way to start connectors without a node. */
export async function startConnectorWorld(options: WorldOptions = {}): Promise<ConnectorWorld> {
  const cluster = await startTestCluster()
  const authority = await createAuthority('azure')
  const faults = new Faults()
  const world = initialWorld({
    registered: ['Microsoft.ContainerInstance'],
    roles: [{principal: 'kubelet', role: 'Contributor'}],
    delays: {containerStartMs: 50},
    ...options,
  })
  const azure = await startAzure({authority, faults, world, clusterAccess: () => Promise.reject(new Error('not here'))})
  await grant(cluster)
  const token = await cluster.accountToken(account.namespace, account.name)
  const nodeResourceGroup = world.clusters[0]?.nodeResourceGroup ?? ''
  const serving = await cluster.authority.issue({commonName: 'connector', names: ['connector']})
  const clusterJson = {
    cloud: 'AzurePublicCloud',
    tenantId: azure.tenantId,
    subscriptionId: azure.subscriptionId,
    aadClientId: 'msi',
    resourceGroup: nodeResourceGroup,
    location: 'eastus',
    vnetName: 'none',
    userAssignedIdentityID: azure.principal('kubelet').clientId,
  }
  const running: RunningConnector[] = []
  return {
    cluster,
    azure,
    faults,
    nodeResourceGroup,
    azureCa: authority.certificate,
    azureJson: clusterJson,
    async start({
      os = 'Linux',
      nodeName = `virtual-kubelet-${os.toLowerCase()}`,
      args = [],
      version,
      env = {},
      azureJson = {},
      files = {},
    } = {}) {
      const address = await allocatePodAddress()
      const log: string[] = []
      const all = {
        '/etc/azure.json': JSON.stringify({...clusterJson, ...azureJson}),
        '/etc/ca.crt': cluster.caCertificate,
        '/etc/tls.crt': serving.certificate,
        '/etc/tls.key': serving.key,
        ...files,
      }
      const connector = runConnector({
        args: ['--nodename', nodeName, '--os', os, '--client-verify-ca=/etc/ca.crt', ...args],
        ...(version !== undefined && {version}),
        env: {
          AKS_CREDENTIAL_LOCATION: '/etc/azure.json',
          APISERVER_CERT_LOCATION: '/etc/tls.crt',
          APISERVER_KEY_LOCATION: '/etc/tls.key',
          VKUBELET_POD_IP: address.ip,
          ...env,
        },
        files: mounted(Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined))),
        api: () => Promise.resolve({...cluster.access, token}),
        azure: {
          resourceManagerUrl: azure.endpoint,
          authorityUrl: azure.endpoint,
          imdsUrl: azure.imdsUrl,
          caCertificate: authority.certificate,
          tryMs: 200,
          retryMs: 10,
        },
        listenAddress: address.listenAddress,
        log: line => log.push(line),
        pollMs: 50,
        leaseRenewMs: 500,
      })
      running.push(connector)
      return {...connector, nodeName, log, podIP: address.ip}
    },
    async close() {
      for (const connector of running) connector.stop()
      await azure.close()
      await cluster.close()
    },
  }
}

export const readyNode = (object: ClusterObject | undefined): boolean =>
  (object as {status?: {conditions?: {type: string; status: string}[]}} | undefined)?.status?.conditions?.some(
    ({type, status}) => type === 'Ready' && status === 'True',
  ) === true && object?.metadata.annotations?.['virtual-kubelet.io/last-applied-node-status'] !== undefined
