import {readFile} from 'node:fs/promises'
import {startControlPlane, type ControlPlane} from '../../e2e/control-plane.ts'
import {nodeAzureJson} from '../../../sandbox/aks-node-files.ts'
import {createAuthority} from '../../../sandbox/authority.ts'
import {ArmError} from '../../../sandbox/azure/arm/arm-error.ts'
import {startAzure, type Azure} from '../../../sandbox/azure/azure.ts'
import {clusterKubeconfig} from '../../../sandbox/azure/container-service/cluster-credentials.ts'
import type {ClusterEntry} from '../../../sandbox/azure/container-service/cluster-entry.ts'
import {initialWorld} from '../../../sandbox/azure/initial-world.ts'
import type {ClusterAccess} from '../../../sandbox/client/cluster-client.ts'
import {connectorImages} from '../../../sandbox/connector/image.ts'
import {Faults} from '../../../sandbox/faults.ts'
import {startNode, type PoolNode} from '../../../sandbox/node/node.ts'
import type {SandboxOptions} from '../../../sandbox/sandbox.ts'
import {changeWorld} from '../../../sandbox/settings/world-settings.ts'

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
export type ClusterOptions = Pick<SandboxOptions, 'port' | 'world' | 'settings' | 'pollMs' | 'leaseRenewMs' | 'podStartMs'>

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
  settings = {},
  pollMs,
  leaseRenewMs,
  podStartMs,
}: ClusterOptions): Promise<ClusterUnderTest> {
  const world = initialWorld(worldOptions)
  changeWorld(world, settings)
  const [entry] = world.clusters
  if (entry === undefined) throw new Error('The sandbox needs a cluster.')
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
    // There is one control plane: further clusters are only in Azure.
    const accessOf = ({nodeResourceGroup}: ClusterEntry): typeof adminAccess => {
      if (nodeResourceGroup === entry.nodeResourceGroup) return adminAccess
      throw new ArmError(400, 'BadRequest', 'With a real control plane, the sandbox has credentials of one cluster only.', {
        source: 'service',
      })
    }
    const azure = await startAzure({authority: azureAuthority, faults, world, port, clusterAccess: async cluster => accessOf(cluster)})
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
        '/etc/kubernetes/azure.json': {content: nodeAzureJson(azure.state, entry), mode: 0o600},
        '/etc/kubernetes/certs/ca.crt': {content: plane.authority.certificate, mode: 0o644},
      },
      subscriptionId: azure.subscriptionId,
      location: entry.location,
      nodeResourceGroup: entry.nodeResourceGroup,
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
