import type {NodeObject} from '../../kubernetes/objects.ts'
import type {Installed} from '../inventory/installed.ts'
import {isEarliestNode, isMachine} from '../inventory/origin/virtual-node.ts'

// What a removal leaves alone, because it does not prove to be the connector's. What connectors share is decided in last-steps.ts, the namespace in
// namespace-use.ts, whose a container group is in inventory/container-groups.ts, and which release may be uninstalled in inventory/release-doubts.ts.

/** How much of a connector a removal may touch. Pure. */
export function mayTouch({
  doubts,
  rivals,
}: {
  readonly doubts: readonly string[]
  readonly rivals: readonly string[]
}): 'nothing' | 'all but the node' | 'everything' {
  if (doubts.length > 0) return 'nothing'
  // The node is also that of another connector, which needs it.
  return rivals.length > 0 ? 'all but the node' : 'everything'
}

/**
 * Why a node must not be touched: it is a virtual machine of the cluster, or not a virtual node. A name proves nothing: whoever writes a
 * Deployment or a record can name any node in it. Pure.
 */
export function doubtsAboutNode(node: NodeObject | undefined): readonly string[] {
  if (node === undefined) return []
  const {name, labels = {}} = node.metadata
  if (isMachine(node)) return [`its node ${name} is a machine of the cluster`]
  return labels['type'] === 'virtual-kubelet' || labels['virtualization'] === 'virtualnode2' || isEarliestNode(node)
    ? []
    : [`its node ${name} does not have the label type=virtual-kubelet`]
}

/** A newer vkctl may have created objects that this one does not know. Pure. */
export function doubtsAboutRecord({recordFault}: Installed): readonly string[] {
  return recordFault?.kind === 'newer'
    ? [`its record was written by vkctl ${recordFault.vkctlVersion}, which is newer than this vkctl`]
    : []
}

/** Other connectors with the same node name that are not removed: the node, and what runs on it, is theirs too. Pure. */
export function rivalsThatStay({facts: {rivals}}: Installed, targets: readonly Installed[]): readonly string[] {
  const going = new Set(targets.map(({namespace, release}) => `${namespace}/${release}`))
  return rivals.known ? rivals.value.filter(rival => !going.has(rival)) : []
}
