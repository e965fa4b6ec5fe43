import type {NodeObject, PodObject} from '../../../kubernetes/objects.ts'
import {clusterRule} from '../../cluster-values.ts'
import {obstacles, selectsVirtualNode} from '../../placement.ts'
import {podList} from '../../pod-list.ts'
import {someOf} from '../../some-of.ts'

/** azure.com/aci is the taint of connectors before August 2018. */
const tolerationKeys: ReadonlySet<string | undefined> = new Set(['virtual-kubelet.io/provider', 'azure.com/aci'])

export const podsPlaceable = clusterRule({
  id: 'pods-placeable',
  category: 'pods',
  title: 'Pods for virtual nodes fit one',
  page: {
    symptom: "Pods stay Pending; their events say that nodes didn't match the node selector or had untolerated taints.",
    cause:
      'A pod gets onto a virtual node only if it selects no label that the node lacks and tolerates its taint virtual-kubelet.io/provider. Samples of old tolerate azure.com/aci only.',
    fix: 'Compare the pod with what vkctl sample prints: node selector type: virtual-kubelet and kubernetes.io/os, toleration of virtual-kubelet.io/provider with operator Exists.',
  },
  needs: ['pendingPods', 'virtualNodes'],
  check(_, {pendingPods, virtualNodes}) {
    const stuck = pendingPods.filter(isMeant).flatMap(pod => {
      const reasons = leastObstacles(pod, virtualNodes)
      return reasons.length === 0 ? [] : [{pod, reasons}]
    })
    if (stuck.length === 0) return {verdict: 'ok', message: 'No pod waits for a virtual node in vain'}
    const pods = stuck.map(({pod}) => pod)
    const reasons = new Set(stuck.flatMap(one => one.reasons))
    return {
      // One that only tolerates the taint may wait for room on other nodes.
      verdict: pods.some(selectsVirtualNode) ? 'problem' : 'warning',
      message: `${podList(pods)}: no virtual node fits, because ${someOf([...reasons], 3)}.`,
      remedy: virtualNodes.length === 0 ? 'vkctl install-connector' : 'Compare with a Deployment that fits: vkctl sample',
    }
  },
})

function isMeant(pod: PodObject): boolean {
  if (pod.metadata.deletionTimestamp !== undefined) return false
  return selectsVirtualNode(pod) || pod.spec?.tolerations?.some(({key}) => tolerationKeys.has(key)) === true
}

/** What keeps the pod from the node that it fits best: first of all that has the labels. */
function leastObstacles(pod: PodObject, nodes: readonly NodeObject[]): readonly string[] {
  const [least] = nodes
    .map(node => obstacles(pod, node))
    .toSorted((a, b) => a.labels.length - b.labels.length || a.taints.length - b.taints.length)
  return least === undefined ? ['there is none'] : [...least.labels, ...least.taints]
}
