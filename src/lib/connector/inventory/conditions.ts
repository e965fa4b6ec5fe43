import type {ConnectorFacts} from '../../checks/facts/connector-values.ts'
import {foreignTaints, hasTaint, missingLabels} from '../../checks/facts/virtual-node.ts'
import {isNodeReady, isRenewedBy, leaseAge, whyGoing} from '../../checks/facts/node-state.ts'
import {isReady} from '../../checks/facts/pod-state.ts'
import {hasRelease} from './status.ts'
import type {Release} from '../../helm/releases.ts'
import {valueOf, type Fact} from '../../checks/engine/fact.ts'
import type {DeploymentObject, NodeObject, PodObject} from '../../kubernetes/objects.ts'
import {taintArgument} from '../model/deployment-arguments.ts'
import type {Condition} from '../model/result.ts'
import type {Installed} from './installed.ts'
import {workloadFault} from '../../checks/facts/workload-state.ts'

/** Without an origin it is vkctl's. */
type NodeId = Pick<Installed, 'nodeName' | 'osType'> & Partial<Pick<Installed, 'origin'>>

/** The facts that decide on the conditions. */
export type ConditionFacts = Omit<ConnectorFacts, 'rivals'>

/** The part of a condition that depends on its facts; undefined if it is True. */
type Fault = Pick<Condition, 'reason' | 'message'> | undefined

/**
 * What has to be true for a pod that is meant for the node of a connector to be placed and run, in the order in which one depends on the other. `now` is
 * the time of the API server.
 */
export function conditionsOf(
  id: NodeId & Parameters<typeof hasRelease>[0],
  {helm, deployments, pods, node, lease, missingReferences}: ConditionFacts,
  now: Date,
): readonly Condition[] {
  return [
    ...(hasRelease(id) ? [condition('ReleaseDeployed', [helm], () => releaseFault(valueOf(helm)))] : []),
    condition('ReferencesExist', [missingReferences], () => {
      const missing = missingReferences.known ? missingReferences.value : []
      return missing.length === 0 ? undefined : {reason: 'NotFound', message: `${missing.join(', ')} does not exist.`}
    }),
    condition('WorkloadAvailable', [deployments, pods], () => faultOfWorkload(id, valueOf(deployments)?.[0], valueOf(pods) ?? [])),
    condition('NodeRegistered', [node], () => registrationFault(id, valueOf(node))),
    condition('NodeReady', [node, lease], () => {
      const found = valueOf(node)
      if (found === undefined) return nodeNotFound(id)
      if (!isNodeReady(found)) return {reason: 'NodeNotReady', message: `The node ${id.nodeName} is not Ready.`}
      const renewed = leaseAge(valueOf(lease), now)
      if (renewed?.expired !== false) {
        const since = renewed === undefined ? 'has no lease' : `last renewed its lease ${renewed.age} s ago`
        return {reason: 'LeaseExpired', message: `The node ${id.nodeName} ${since}.`}
      }
      // An earlier pod may have renewed it.
      const [pod, ...others] = (valueOf(pods) ?? []).filter(isReady)
      return pod === undefined || [pod, ...others].some(one => isRenewedBy(one, valueOf(lease)))
        ? undefined
        : {reason: 'LeaseNotRenewed', message: `The pod ${pod.metadata.name} has not renewed the lease of the node ${id.nodeName} yet.`}
    }),
    condition('NodeSchedulable', [node, deployments], () => schedulingFault(id, valueOf(node), valueOf(deployments)?.[0])),
  ]
}

function releaseFault(release: Release | undefined): Fault {
  if (release === undefined) return {reason: 'ReleaseNotFound', message: 'There is no Helm release.'}
  const {status} = release
  return status === 'deployed' ? undefined : {reason: camelCase(status), message: `The Helm release is ${status}.`}
}

/** Each node of Virtual Nodes v2 has a pod of its own in one StatefulSet. A DaemonSet, or a pod without a workload, has no rollout to wait for. */
function faultOfWorkload({origin}: NodeId, workload: DeploymentObject | undefined, pods: readonly PodObject[]): Fault {
  if (origin !== 'virtual-nodes-v2' && workload?.kind !== 'DaemonSet' && workload?.kind !== 'Pod') return workloadFault(workload, pods)
  if (pods.some(isReady)) return undefined
  return workload === undefined
    ? {reason: 'StatefulSetNotFound', message: 'There is no StatefulSet.'}
    : {reason: 'PodNotReady', message: 'Its pod is not ready.'}
}

function nodeNotFound({nodeName}: NodeId): Fault {
  return {reason: 'NodeNotFound', message: `There is no node ${nodeName}.`}
}

function registrationFault(id: NodeId, node: NodeObject | undefined): Fault {
  if (node === undefined) return nodeNotFound(id)
  const going = whyGoing(node)
  if (going !== undefined) return {reason: 'NodeDeleted', message: going}
  // Pods select it by another label.
  if (id.origin === 'virtual-nodes-v2') return undefined
  const labels = missingLabels(node, id.osType)
  return labels.length === 0 ? undefined : {reason: 'LabelsMissing', message: `The node ${id.nodeName} lacks ${labels.join(', ')}.`}
}

function schedulingFault(id: NodeId, node: NodeObject | undefined, deployment: DeploymentObject | undefined): Fault {
  if (node === undefined) return nodeNotFound(id)
  const {nodeName} = id
  const taint = taintArgument(deployment)
  if (node.spec?.unschedulable === true) return {reason: 'Cordoned', message: `The node ${nodeName} is cordoned.`}
  // Its taints are in the hands of its operator.
  if (id.origin === 'virtual-nodes-v2') return undefined
  if (!hasTaint(node, taint)) {
    return {reason: 'TaintMissing', message: `The node ${nodeName} lacks the taint ${taint?.key}. Other pods can be placed on it.`}
  }
  const foreign = foreignTaints(node, taint)
  return foreign.length === 0
    ? undefined
    : {reason: 'OtherTaint', message: `The node ${nodeName} also has the taint ${foreign.join(', ')}.`}
}

/** Unknown if one of its facts is, whatever the others say. */
function condition(type: Condition['type'], facts: readonly Fact<unknown>[], faultOf: () => Fault): Condition {
  const unread = facts.find(fact => !fact.known)
  if (unread !== undefined && !unread.known) return {type, status: 'Unknown', reason: 'NotRead', message: unread.reason}
  const fault = faultOf()
  return fault === undefined ? {type, status: 'True', reason: 'AsExpected', message: ''} : {type, status: 'False', ...fault}
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** `pending-upgrade` as `PendingUpgrade`. */
function camelCase(status: string): string {
  return status.split('-').map(capitalised).join('')
}
