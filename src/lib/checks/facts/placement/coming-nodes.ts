import type {ClusterProfile, NodePool} from '../../../azure/resources/cluster-profile.ts'
import type {NodeObject} from '../../../kubernetes/objects.ts'
import {obstacles, type Taint} from './obstacles.ts'
import type {SizedPod} from './requests.ts'

/** Where a node for the pod can come from, as a clause; undefined if none comes by itself. */
export function comingNode(pod: SizedPod, {nodePools, nodeAutoProvisioning}: ClusterProfile): string | undefined {
  const pools = nodePools.filter(pool => canGrow(pool) && obstacles(pod, newNodeOf(pool, pod)).length === 0).map(({name}) => name)
  if (pools.length > 0) return `the cluster autoscaler can add a node to the pool ${pools.join(' or ')}`
  return nodeAutoProvisioning ? 'node auto-provisioning can add a node' : undefined
}

function canGrow({count, maxCount, stopped}: NodePool): boolean {
  return !stopped && maxCount !== undefined && count < maxCount
}

/** Sizes of machines with an Arm processor have a `p` among the letters after the number (https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions). */
const armSize = /^[a-z]+_[a-z]+\d+(-\d+)?[a-z]*p[a-z]*(_|$)/i

/** A new node of a pool, as far as Azure tells. Labels that only the node itself gets, such as its zone, are taken to be those that the pod selects. */
function newNodeOf(
  {name, osType, vmSizes, taints, labels}: NodePool,
  {nodeSelector = {}}: SizedPod,
): Pick<NodeObject, 'metadata' | 'spec'> {
  const os = osType.toLowerCase()
  const arch = vmSizes.length > 0 && vmSizes.every(size => armSize.test(size)) ? 'arm64' : 'amd64'
  const ofNode = Object.entries(nodeSelector).filter(([key]) => /(^|\.)(kubernetes\.io|k8s\.io)\//.test(key))
  return {
    metadata: {
      name,
      labels: {
        ...Object.fromEntries(ofNode),
        ...labels,
        'kubernetes.azure.com/cluster': 'this',
        'kubernetes.azure.com/agentpool': name,
        agentpool: name,
        'kubernetes.io/os': os,
        'kubernetes.io/arch': arch,
      },
    },
    spec: {taints: taints.flatMap(text => parseTaint(text) ?? [])},
  }
}

/** `key=value:effect` or `key:effect`, as ARM writes it. */
function parseTaint(text: string): Taint | undefined {
  const [, key = '', value = '', effect = ''] = /^([^=:]+)(?:=([^:]*))?:(\w+)$/.exec(text) ?? []
  return key === '' ? undefined : {key, value, effect}
}
