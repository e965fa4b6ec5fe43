import type {Authority} from './authority.ts'
import type {Azure} from './azure/azure.ts'
import {clusterKubeconfig, type ClusterAccess} from './azure/container-service/cluster-credentials.ts'
import {isMissing} from './azure/container-instance/registry.ts'
import type {ClusterEntry} from './azure/container-service/cluster-entry.ts'
import {nodeAzureJson} from './aks-node-files.ts'
import {connectorImages} from './connector/image.ts'
import {startControllers} from './controllers/controllers.ts'
import type {Faults} from './faults.ts'
import {startKubernetesApi, type KubernetesApi} from './kubernetes/api-server.ts'
import {startNode, type PoolNode} from './node/node.ts'

export interface ClusterParts {
  /** What the cluster is in Azure. */
  readonly entry: ClusterEntry
  /** Signs the certificates of the API server and of its clients. */
  readonly authority: Authority
  readonly azure: Azure
  /** PEM of the authority that Azure's certificate comes from. */
  readonly azureCa: string
  readonly faults: Faults
  readonly port: number
  readonly pollMs?: number
  readonly leaseRenewMs?: number
  readonly podStartMs?: number
}

export interface Cluster {
  readonly api: KubernetesApi
  readonly node: PoolNode
  /** The credentials of an administrator, as AKS returns them. */
  readonly access: ClusterAccess
  /** The same as a kubeconfig file. */
  readonly kubeconfig: string
  readonly close: () => Promise<void>
}

/** Starts the cluster of the sandbox: an emulated API server, its controllers, and one node whose images are those of the connector. */
export async function startCluster({
  entry,
  authority,
  azure,
  azureCa,
  faults,
  port,
  pollMs,
  leaseRenewMs,
  podStartMs,
}: ClusterParts): Promise<Cluster> {
  const api = await startKubernetesApi({
    port,
    authority,
    clientCa: authority.certificate,
    verifyToken: token => azure.verifyUserToken(token),
    faults,
  })
  const access = {url: api.url, caCertificate: api.caCertificate, token: api.adminToken}
  const controllers = await startControllers(access)
  const images = connectorImages({
    azure: {imdsUrl: azure.imdsUrl, authorityUrl: azure.endpoint, resourceManagerUrl: azure.endpoint, caCertificate: azureCa},
    ...(pollMs !== undefined && {pollMs}),
    ...(leaseRenewMs !== undefined && {leaseRenewMs}),
  })
  const node = await startNode({
    ...access,
    authority,
    images,
    registry: {isMissing: image => isMissing(azure.state, image), pullMs: () => azure.state.delays.imagePullMs},
    hostFiles: {
      '/etc/kubernetes/azure.json': {content: nodeAzureJson(azure.state, entry), mode: 0o600},
      '/etc/kubernetes/certs/ca.crt': {content: authority.certificate, mode: 0o644},
    },
    subscriptionId: azure.subscriptionId,
    location: entry.location,
    nodeResourceGroup: entry.nodeResourceGroup,
    ...(leaseRenewMs !== undefined && {leaseRenewMs}),
    ...(podStartMs !== undefined && {podStartMs}),
  })
  const {certificate, key} = await authority.issue({commonName: 'masterclient', organizations: ['system:masters']})
  const administrator: ClusterAccess = {
    server: api.url,
    certificateAuthority: api.caCertificate,
    clientCertificate: certificate,
    clientKey: key,
  }
  return {
    api,
    node,
    access: administrator,
    kubeconfig: clusterKubeconfig(entry.name, 'administrator', administrator),
    close: async () => {
      await node.stop()
      await controllers.stop()
      await api.close()
    },
  }
}
