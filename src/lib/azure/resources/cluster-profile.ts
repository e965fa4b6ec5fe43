import type {ManagedCluster, ManagedClusterAgentPoolProfile} from '@azure/arm-containerservice'

/** How the pods of a cluster get their addresses. Undefined: ARM does not say it. */
export interface ClusterNetwork {
  /** `azure`, `kubenet` or `none`. */
  readonly plugin: string | undefined
  /** `overlay`: the pods have addresses that only the cluster knows. */
  readonly pluginMode: string | undefined
  /** `azure` or `cilium`. */
  readonly dataplane: string | undefined
  /** What AKS installed to enforce NetworkPolicies: `azure`, `calico`, `cilium` or `none`. */
  readonly policy: string | undefined
}

/** What AKS installed that enforces NetworkPolicies; undefined if it installed nothing. */
export function policyEngineOf({policy, dataplane}: ClusterNetwork): string | undefined {
  if (policy !== undefined && policy !== 'none') return policy
  return dataplane === 'cilium' ? dataplane : undefined
}

/** A node pool. */
export interface NodePool {
  readonly name: string
  /** `Linux` or `Windows`. */
  readonly osType: string
  /** Sizes of its machines; empty if ARM does not name them. */
  readonly vmSizes: readonly string[]
  readonly count: number
  /** The most nodes that the cluster autoscaler gives it; undefined if it is not scaled automatically. */
  readonly maxCount: number | undefined
  /** Whether the pool is stopped, so that it gets no nodes. */
  readonly stopped: boolean
  /** `key=value:effect`. */
  readonly taints: readonly string[]
  readonly labels: Readonly<Record<string, string>>
}

/** The parts of a managed cluster that decide where its pods run and whom they reach. */
export interface ClusterProfile {
  readonly network: ClusterNetwork
  readonly nodePools: readonly NodePool[]
  /** Whether AKS creates nodes as pods need them (node auto-provisioning). */
  readonly nodeAutoProvisioning: boolean
}

export function narrowProfile({networkProfile, agentPoolProfiles, nodeProvisioningProfile}: ManagedCluster): ClusterProfile {
  return {
    network: {
      plugin: networkProfile?.networkPlugin?.toLowerCase(),
      pluginMode: networkProfile?.networkPluginMode?.toLowerCase(),
      dataplane: networkProfile?.networkDataplane?.toLowerCase(),
      policy: networkProfile?.networkPolicy?.toLowerCase(),
    },
    nodePools: (agentPoolProfiles ?? []).map(narrowPool),
    nodeAutoProvisioning: nodeProvisioningProfile?.mode?.toLowerCase() === 'auto',
  }
}

function narrowPool(pool: ManagedClusterAgentPoolProfile): NodePool {
  const {name, osType = 'Linux', vmSize, count = 0, enableAutoScaling, maxCount, powerState, nodeTaints, nodeLabels} = pool
  const {manual = [], autoscale = []} = pool.virtualMachinesProfile?.scale ?? {}
  const sizes = [vmSize, ...manual.map(({size}) => size), ...autoscale.map(({size}) => size)]
  const most = enableAutoScaling === true ? maxCount : autoscale[0]?.maxCount
  return {
    name,
    osType,
    vmSizes: sizes.filter(size => size !== undefined),
    count,
    maxCount: most,
    stopped: powerState?.code === 'Stopped',
    taints: nodeTaints ?? [],
    labels: nodeLabels ?? {},
  }
}
