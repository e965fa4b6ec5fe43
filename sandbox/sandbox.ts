import {createAuthority} from './authority.ts'
import {startAzure, type Azure} from './azure/azure.ts'
import {initialWorld, type PersonName, type WorldOptions} from './azure/initial-world.ts'
import type {ClusterEntry} from './azure/container-service/cluster-entry.ts'
import {startCluster, type Cluster} from './cluster.ts'
import {startControl} from './control.ts'
import {sandboxEnvironment} from './environment.ts'
import {Faults} from './faults.ts'
import {privateDirectory} from './private-directory.ts'
import {changeWorld} from './settings/world-settings.ts'

export interface SandboxOptions {
  /** Azure listens on this port and the Kubernetes API on the next; default any free ports. */
  readonly port?: number
  readonly world?: WorldOptions
  /** What of the world is different, as `PATCH /world` takes it. */
  readonly settings?: unknown
  /** The principal that the environment signs in as; default `operator`, who owns the subscription. */
  readonly signedIn?: PersonName
  /** How often the connectors list their container groups; default 500 ms. The provider does it every 5 s. */
  readonly pollMs?: number
  /** How often nodes renew their leases; default 10 s, as a kubelet. */
  readonly leaseRenewMs?: number
  /** How long the cluster's node takes to start a pod; default 0. A kubelet takes about a second. */
  readonly podStartMs?: number
}

export interface Sandbox extends AsyncDisposable {
  /** The environment variables for vkctl, kubectl and az. */
  readonly env: Readonly<Record<string, string>>
  readonly azure: Azure
  readonly cluster: Cluster
  readonly faults: Faults
  /** Ends everything and removes its files. */
  readonly close: () => Promise<void>
}

/** Starts an Azure subscription with an AKS cluster, on loopback only. Throws WrongInput, and starts nothing, if the settings are wrong. */
export async function startSandbox({
  port = 0,
  world: worldOptions,
  settings = {},
  signedIn = 'operator',
  ...timing
}: SandboxOptions = {}): Promise<Sandbox> {
  const world = initialWorld(worldOptions)
  changeWorld(world, settings)
  const [first] = world.clusters
  const ended: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const end of ended.splice(0).toReversed()) await end()
  }
  try {
    const faults = new Faults()
    const directory = await privateDirectory()
    ended.push(directory.remove)
    const azureAuthority = await createAuthority('vkctl sandbox authority of Azure')
    const running = new Map<string, Promise<Cluster>>()
    const azure = await startAzure({
      authority: azureAuthority,
      faults,
      world,
      port,
      clusterAccess: async entry => (await clusterOf(entry)).access,
    })
    ended.push(azure.close)
    const start = async (entry: ClusterEntry): Promise<Cluster> => {
      const cluster = await startCluster({
        entry,
        authority: await createAuthority('vkctl sandbox authority of the cluster'),
        azure,
        azureCa: azureAuthority.certificate,
        faults,
        port: port === 0 || entry !== first ? 0 : port + 1,
        ...timing,
      })
      ended.push(cluster.close)
      return cluster
    }
    // The first one starts at once, others when somebody gets their credentials.
    const clusterOf = (entry: ClusterEntry): Promise<Cluster> => {
      const started = running.get(entry.nodeResourceGroup) ?? start(entry)
      running.set(entry.nodeResourceGroup, started)
      return started
    }
    if (first === undefined) throw new Error('The sandbox needs a cluster.')
    const cluster = await clusterOf(first)
    const control = await startControl(faults, world)
    ended.push(control.close)
    const env = await sandboxEnvironment({
      azure,
      directory,
      ca: azureAuthority.certificate,
      kubeconfig: cluster.kubeconfig,
      controlUrl: control.url,
      signedIn,
    })
    return {env, azure, cluster, faults, close, [Symbol.asyncDispose]: close}
  } catch (error) {
    await close()
    throw error
  }
}
