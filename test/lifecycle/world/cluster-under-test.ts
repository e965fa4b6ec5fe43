import {readFile} from 'node:fs/promises'
import {startControlPlane, type ControlPlane} from '../../e2e/control-plane.ts'
import {nodeAzureJson} from '../../../sandbox/aks-node-files.ts'
import {createAuthority} from '../../../sandbox/authority.ts'
import {startAzure, type Azure} from '../../../sandbox/azure/azure.ts'
import {clusterKubeconfig} from '../../../sandbox/azure/container-service/cluster-credentials.ts'
import {initialWorld} from '../../../sandbox/azure/initial-world.ts'
import type {ClusterAccess} from '../../../sandbox/client/cluster-client.ts'
import {connectorImages} from '../../../sandbox/connector/image.ts'
import {Faults} from '../../../sandbox/faults.ts'
import {startNode, type PoolNode} from '../../../sandbox/node/node.ts'
import type {SandboxOptions} from '../../../sandbox/sandbox.ts'

/** A subscription with an AKS cluster, whichever API server that has. */
export interface ClusterUnderTest {
  readonly azure: Azure
  /** PEM of the authority of Azure's certificate. */
  readonly azureCa: string
  readonly faults: Faults
  readonly node: PoolNode
  /** An administrator's way in. */
  readonly access: ClusterAccess & {readonly token: string}
  /** The same, as a kubeconfig. */
  readonly kubeconfig: string
  /** The programs behind the API; only where it is a real one. */
  readonly controlPlane?: ControlPlane
  readonly close: () => Promise<void>
}

/** What they mean: SandboxOptions. */
export type ClusterOptions = Pick<SandboxOptions, 'port' | 'world' | 'pollMs' | 'leaseRenewMs' | 'podStartMs'>

/** The sandbox as `vkctl sandbox` starts it. */
export async function startEmulated(options: ClusterOptions): Promise<ClusterUnderTest> {
  const {startSandbox} = await import('../../../sandbox/sandbox.ts')
  const {azure, cluster, env, faults, close} = await startSandbox(options)
  const azureCa = await readFile(env['NODE_EXTRA_CA_CERTS'] ?? '', 'utf8')
  const {api, node, kubeconfig} = cluster
  return {azure, azureCa, faults, node, kubeconfig, access: {url: api.url, caCertificate: api.caCertificate, token: api.adminToken}, close}
}

/** The sandbox's Azure, node and connector around a real etcd, kube-apiserver, controller manager and scheduler. */
export async function startReal({
  port = 0,
  world: worldOptions,
  pollMs,
  leaseRenewMs,
  podStartMs,
}: ClusterOptions): Promise<ClusterUnderTest> {
  const world = initialWorld(worldOptions)
  const [entry] = world.clusters
  const plane = await startControlPlane(port === 0 ? {} : {port: port + 1})
  const ended: (() => Promise<void>)[] = [() => plane.close()]
  const close = async (): Promise<void> => {
    for (const end of ended.splice(0).toReversed()) await end()
  }
  try {
    const faults = new Faults()
    const azureAuthority = await createAuthority('vkctl sandbox authority of Azure')
    const administrator = await plane.authority.issue({commonName: 'masterclient', organizations: ['system:masters']})
    const adminAccess = {
      server: plane.url,
      certificateAuthority: plane.caCertificate,
      clientCertificate: administrator.certificate,
      clientKey: administrator.key,
    }
    const azure = await startAzure({authority: azureAuthority, faults, world, port, clusterAccess: async () => adminAccess})
    ended.push(azure.close)
    const access = {url: plane.url, caCertificate: plane.caCertificate, token: plane.adminToken}
    const node = await startNode({
      ...access,
      authority: plane.authority,
      images: connectorImages({
        azure: {
          imdsUrl: azure.imdsUrl,
          authorityUrl: azure.endpoint,
          resourceManagerUrl: azure.endpoint,
          caCertificate: azureAuthority.certificate,
        },
        ...(pollMs !== undefined && {pollMs}),
        ...(leaseRenewMs !== undefined && {leaseRenewMs}),
      }),
      hostFiles: {
        '/etc/kubernetes/azure.json': {content: nodeAzureJson(azure.state), mode: 0o600},
        '/etc/kubernetes/certs/ca.crt': {content: plane.authority.certificate, mode: 0o644},
      },
      subscriptionId: azure.subscriptionId,
      ...(entry !== undefined && {location: entry.location, nodeResourceGroup: entry.nodeResourceGroup}),
      ...(podStartMs !== undefined && {podStartMs}),
    })
    ended.push(() => node.stop())
    return {
      azure,
      azureCa: azureAuthority.certificate,
      faults,
      node,
      access,
      kubeconfig: clusterKubeconfig('myAKSCluster', 'administrator', adminAccess),
      controlPlane: plane,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
