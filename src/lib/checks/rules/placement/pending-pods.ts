import {askWhy} from '../../wording/ask-why.ts'
import type {NodeObject, PodObject} from '../../../kubernetes/objects.ts'
import type {Judgement} from '../../engine/rule.ts'
import {clusterRule} from '../../facts/cluster-values.ts'
import {obstacles, selectsVirtualNode} from '../../facts/placement/obstacles.ts'
import {pendingReasons, type PendingReason} from '../../facts/placement/pending-pod.ts'
import {refusalOfScheduler} from '../../facts/placement/scheduling.ts'
import {gist, withFullStop} from '../../wording/error-text.ts'
import {podList} from '../../wording/pod-list.ts'
import {someOf} from '../../wording/some-of.ts'

/** The taints of virtual nodes. Connectors before August 2018 set azure.com/aci. */
const tolerationKeys: ReadonlySet<string | undefined> = new Set(['virtual-kubelet.io/provider', 'azure.com/aci'])

/** kube-scheduler looks at a new pod within seconds. */
const patienceMs = 30_000

export const podsPlaceable = clusterRule({
  id: 'pods-placeable',
  explainedBy: ['node-stays', 'node-schedulable', 'node-taints', 'node-labels', 'node-ready'],
  category: 'pods',
  title: 'Pods for virtual nodes find a virtual node',
  page: {
    symptom:
      "Pods stay `Pending`. Their events say that the nodes `didn't match Pod's node affinity/selector`, `had untolerated taint`, had `Insufficient ephemeral-storage` or `didn't match pod anti-affinity rules`.",
    cause:
      'A pod runs on a virtual node only if the node has all the labels that the pod selects, if the pod tolerates the taint `virtual-kubelet.io/provider`, and if it requests only what virtual nodes offer: `cpu`, `memory` and `pods`. Required rules about other pods count a virtual node as one node: anti-affinity lets one pod on it, and spreading by zone fits no virtual node. Old samples tolerate only `azure.com/aci`.',
    fix: 'The finding repeats what kube-scheduler says and names the fields of the pod that can be the reason. Compare the pod with the output of `vkctl sample`. It needs the node selectors `type: virtual-kubelet` and `kubernetes.io/os`, and a toleration of `virtual-kubelet.io/provider` with the operator `Exists`.',
  },
  needs: ['pendingPods', 'virtualNodes'],
  check({now}, {pendingPods, virtualNodes}) {
    const stuck = pendingPods.filter(isForVirtualNodes).flatMap(pod => stuckPod(pod, virtualNodes, now) ?? [])
    const alike = Map.groupBy(stuck, ({reasons, helps}) => JSON.stringify([reasons, helps]))
    if (alike.size === 0) return {verdict: 'ok', message: 'Every pod for virtual nodes can be placed'}
    return [...alike.values()].map(judgementOf)
  },
})

/** A pod that kube-scheduler does not place, or will not place. */
interface StuckPod {
  readonly pod: PodObject
  /** Clauses; empty if only kube-scheduler knows why. */
  readonly reasons: readonly string[]
  readonly helps: readonly string[]
}

function stuckPod(pod: PodObject, virtualNodes: readonly NodeObject[], now: Date): StuckPod | undefined {
  const all = reasonsOnBestNode(pod, virtualNodes)
  const reasons = all.flatMap(({why}) => why ?? [])
  const isRefused = refusalOfScheduler(pod) !== undefined
  const isIgnored = selectsVirtualNode(pod) && now.getTime() - Date.parse(pod.metadata.creationTimestamp ?? '') > patienceMs
  if (reasons.length === 0 && !isRefused && !isIgnored) return undefined
  const helping = reasons.length === 0 ? all : all.filter(({why}) => why !== undefined)
  return {pod, reasons, helps: [...new Set(helping.map(({help}) => help))]}
}

function judgementOf(stuck: readonly StuckPod[]): Judgement {
  const [{reasons, helps} = {reasons: [], helps: []}] = stuck
  const pods = stuck.map(({pod}) => pod)
  const because = reasons.length === 0 ? '' : `: ${someOf(reasons, 3)}`
  const said = pods.map(refusalOfScheduler).find(refusal => refusal !== undefined)
  const words = said?.message ?? said?.reason
  return {
    // A pod that only tolerates the taint may be waiting for room on other nodes.
    verdict: pods.some(selectsVirtualNode) ? 'problem' : 'warning',
    message: [
      `${podList(pods)} cannot be placed on a virtual node${because}.`,
      words === undefined ? 'kube-scheduler has said nothing about it.' : `kube-scheduler says: ${withFullStop(gist(words))}`,
    ].join(' '),
    remedy: helps.length > 0 ? helps.join('\n') : pods[0] === undefined ? '' : askWhy(pods[0]),
  }
}

/** Whether the pod selects virtual nodes or tolerates their taint. */
function isForVirtualNodes(pod: PodObject): boolean {
  if (pod.metadata.deletionTimestamp !== undefined) return false
  return selectsVirtualNode(pod) || pod.spec?.tolerations?.some(({key}) => tolerationKeys.has(key)) === true
}

/** What keeps the pod from the node that suits it best. A node with the selected labels suits it better than one without. */
function reasonsOnBestNode(pod: PodObject, nodes: readonly NodeObject[]): readonly PendingReason[] {
  const [best] = nodes
    .map(node => {
      const found = obstacles(pod.spec ?? {}, node)
      return {node, labels: found.filter(({kind}) => kind === 'label').length, others: found.length}
    })
    .toSorted((a, b) => a.labels - b.labels || a.others - b.others)
  return best === undefined
    ? [{why: 'there is no virtual node', help: 'Install a connector with vkctl install-connector.'}]
    : pendingReasons(pod, best.node)
}
