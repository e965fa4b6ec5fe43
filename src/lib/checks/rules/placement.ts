import type {NodeObject, PodObject} from '../../kubernetes/objects.ts'
import {clusterRule} from '../facts/cluster-values.ts'
import {connectorRule} from '../facts/connector-values.ts'
import {obstacles, selectsVirtualNode} from '../facts/placement.ts'
import {isDaemonPodOfEveryNode, isRefused} from '../facts/pod-state.ts'
import {gist} from '../wording/error-text.ts'
import {podList, podsAre} from '../wording/pod-list.ts'
import {someOf} from '../wording/some-of.ts'

/** The taints of virtual nodes. Connectors before August 2018 set azure.com/aci. */
const tolerationKeys: ReadonlySet<string | undefined> = new Set(['virtual-kubelet.io/provider', 'azure.com/aci'])

export const podsPlaceable = clusterRule({
  id: 'pods-placeable',
  explainedBy: ['node-stays', 'node-schedulable', 'node-taints', 'node-labels', 'node-ready'],
  category: 'pods',
  title: 'Pods for virtual nodes match a virtual node',
  page: {
    symptom: "Pods stay `Pending`. Their events say that the nodes `didn't match Pod's node affinity/selector` or `had untolerated taint`.",
    cause:
      'A pod runs on a virtual node only if the node has all the labels that the pod selects, and if the pod tolerates the taint `virtual-kubelet.io/provider`. Old samples tolerate only `azure.com/aci`.',
    fix: 'Compare the pod with the output of `vkctl sample`. It needs the node selectors `type: virtual-kubelet` and `kubernetes.io/os`, and a toleration of `virtual-kubelet.io/provider` with the operator `Exists`.',
  },
  needs: ['pendingPods', 'virtualNodes'],
  check(_, {pendingPods, virtualNodes}) {
    const stuck = pendingPods.filter(isForVirtualNodes).flatMap(pod => {
      const reasons = leastObstacles(pod, virtualNodes)
      return reasons.length === 0 ? [] : [{pod, reasons}]
    })
    if (stuck.length === 0) return {verdict: 'ok', message: 'Every pod for virtual nodes can be placed'}
    const pods = stuck.map(({pod}) => pod)
    const reasons = new Set(stuck.flatMap(one => one.reasons))
    return {
      // A pod that only tolerates the taint may be waiting for room on other nodes.
      verdict: pods.some(selectsVirtualNode) ? 'problem' : 'warning',
      message: `${podList(pods)} cannot be placed on a virtual node: ${someOf([...reasons], 3)}.`,
      remedy:
        virtualNodes.length === 0 ? 'Install a connector: vkctl install-connector' : 'Compare the pod with the output of vkctl sample.',
    }
  },
})

/** Whether the pod selects virtual nodes or tolerates their taint. */
function isForVirtualNodes(pod: PodObject): boolean {
  if (pod.metadata.deletionTimestamp !== undefined) return false
  return selectsVirtualNode(pod) || pod.spec?.tolerations?.some(({key}) => tolerationKeys.has(key)) === true
}

/** Why the pod cannot be placed on the node that suits it best. A node with the selected labels suits it better than one without. */
function leastObstacles(pod: PodObject, nodes: readonly NodeObject[]): readonly string[] {
  const [least] = nodes
    .map(node => obstacles(pod, node))
    .toSorted((a, b) => a.labels.length - b.labels.length || a.taints.length - b.taints.length)
  return least === undefined ? ['there is no virtual node'] : [...least.labels, ...least.taints]
}

export const daemonPods = connectorRule({
  id: 'daemon-pods',
  category: 'pods',
  title: 'No DaemonSet places pods on the virtual node',
  page: {
    symptom: 'Pods of a DaemonSet are `Pending` or `ProviderFailed` on the virtual node, or they run there and cost money.',
    cause:
      'The DaemonSet tolerates every taint, as agents for logs and metrics do. Such agents need a host, which a container group does not have.',
    fix: 'Add a node affinity to the DaemonSet: key `type`, operator `NotIn`, value `virtual-kubelet`.',
  },
  needs: ['podsOnNode'],
  check(_, {podsOnNode}) {
    const found = podsOnNode.filter(pod => pod.metadata.deletionTimestamp === undefined && isDaemonPodOfEveryNode(pod))
    if (found.length === 0) return {verdict: 'ok', message: 'No DaemonSet pod is on the node'}
    const sets = new Set(
      found.flatMap(({metadata}) => metadata.ownerReferences?.map(({name}) => `${metadata.namespace ?? 'default'}/${name}`) ?? []),
    )
    const refused = found.find(isRefused)
    const why = refused?.status?.message === undefined ? '' : `: ${gist(refused.status.message)}`
    return {
      verdict: refused === undefined ? 'warning' : 'problem',
      message:
        refused === undefined
          ? `${podsAre(found)} part of a DaemonSet. On the virtual node, each such pod is a container group that costs money.`
          : `${podsAre(found)} part of a DaemonSet and cannot run on the virtual node${why}`,
      remedy: `Add a node affinity to the DaemonSet ${someOf([...sets], 3)}: key type, operator NotIn, value virtual-kubelet.`,
    }
  },
})
