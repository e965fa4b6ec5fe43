import {earlyTaintKey} from '../../../checks/facts/virtual-node.ts'
import type {NodeObject} from '../../../kubernetes/objects.ts'
import {virtualNodeTaint} from '../../model/deployment-arguments.ts'

/** Whether a virtual machine of the cluster is behind a node. */
export function isMachine({spec}: NodeObject): boolean {
  return /virtualMachine/i.test(spec?.providerID ?? '')
}

/** Whether a node is one of the program before Virtual Kubelet, which has fixed names and sets a taint but no label (Azure/aci-connector-k8s, node.ts). */
export function isEarliestNode(node: NodeObject): boolean {
  const {name} = node.metadata
  return !isMachine(node) && /^aci-connector(-[01])?$/.test(name) && node.spec?.taints?.some(({key}) => key === earlyTaintKey) === true
}

/**
 * Whether a node is a virtual node of ACI, even if somebody removed its labels or its taint: azure-aci sets the label `type` and its version (v1.6.4,
 * pkg/provider/vk_node.go), Virtual Nodes v2 the label `virtualization`.
 */
export function isVirtualNode(node: NodeObject): boolean {
  const {labels = {}} = node.metadata
  return (
    !isMachine(node) &&
    (labels['type'] === 'virtual-kubelet' ||
      labels['virtualization'] === 'virtualnode2' ||
      node.spec?.taints?.some(({key}) => key === virtualNodeTaint.key) === true ||
      isEarliestNode(node) ||
      node.status?.nodeInfo?.kubeletVersion?.includes('-vk-azure-aci-') === true)
  )
}
