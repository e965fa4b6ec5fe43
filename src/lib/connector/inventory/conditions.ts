import type {ConnectorFacts} from '../../checks/facts/connector-values.ts'
import {foreignTaints, hasTaint, missingLabels} from '../../checks/facts/virtual-node.ts'
import {isNodeReady, leaseAge, whyGoing} from '../../checks/facts/node-state.ts'
import {valueOf, type Fact} from '../../checks/engine/fact.ts'
import type {DeploymentObject, NodeObject} from '../../kubernetes/objects.ts'
import {taintArgument} from '../model/deployment-arguments.ts'
import type {Condition} from '../model/result.ts'
import type {Installed} from './installed.ts'
import {missingOfRollout} from '../../checks/facts/workload-state.ts'

type NodeId = Pick<Installed, 'nodeName' | 'osType'>

/** The part of a condition that depends on its facts; undefined if it is True. */
type Fault = Pick<Condition, 'reason' | 'message'> | undefined

/**
 * What has to be true for a pod that is meant for the node of a connector to be placed and run, in the order in which one depends on the other. `now` is
 * the time of the API server.
 */
export function conditionsOf(
  id: NodeId,
  {helm, deployments, pods, node, lease, missingReferences}: ConnectorFacts,
  now: Date,
): readonly Condition[] {
  return [
    condition('ReleaseDeployed', [helm], () => {
      if (!helm.known || helm.value === undefined) return {reason: 'ReleaseNotFound', message: 'There is no Helm release.'}
      const {status} = helm.value
      return status === 'deployed' ? undefined : {reason: camelCase(status), message: `The Helm release is ${status}.`}
    }),
    condition('ReferencesExist', [missingReferences], () => {
      const missing = missingReferences.known ? missingReferences.value : []
      return missing.length === 0 ? undefined : {reason: 'NotFound', message: `${missing.join(', ')} does not exist.`}
    }),
    condition('WorkloadAvailable', [deployments, pods], () => {
      const missing = missingOfRollout(deployments.known ? deployments.value[0] : undefined, pods.known ? pods.value : [])
      return missing === '' ? undefined : {reason: 'NotAvailable', message: `${capitalised(missing)}.`}
    }),
    condition('NodeRegistered', [node], () => registrationFault(id, valueOf(node))),
    condition('NodeReady', [node, lease], () => {
      const found = valueOf(node)
      if (found === undefined) return nodeNotFound(id)
      if (!isNodeReady(found)) return {reason: 'NodeNotReady', message: `The node ${id.nodeName} is not Ready.`}
      const renewed = leaseAge(valueOf(lease), now)
      if (renewed?.expired === false) return undefined
      const since = renewed === undefined ? 'has no lease' : `last renewed its lease ${renewed.age} s ago`
      return {reason: 'LeaseExpired', message: `The node ${id.nodeName} ${since}.`}
    }),
    condition('NodeSchedulable', [node, deployments], () => schedulingFault(id, valueOf(node), valueOf(deployments)?.[0])),
  ]
}

/** Why pods that are meant for the node of a connector are not placed on it although it is Ready; undefined if they are. */
export function placementFault(id: NodeId, node: NodeObject | undefined, deployment: DeploymentObject | undefined): Fault {
  return registrationFault(id, node) ?? schedulingFault(id, node, deployment)
}

function nodeNotFound({nodeName}: NodeId): Fault {
  return {reason: 'NodeNotFound', message: `There is no node ${nodeName}.`}
}

function registrationFault(id: NodeId, node: NodeObject | undefined): Fault {
  if (node === undefined) return nodeNotFound(id)
  const going = whyGoing(node)
  if (going !== undefined) return {reason: 'NodeDeleted', message: going}
  const labels = missingLabels(node, id.osType)
  return labels.length === 0 ? undefined : {reason: 'LabelsMissing', message: `The node ${id.nodeName} lacks ${labels.join(', ')}.`}
}

function schedulingFault(id: NodeId, node: NodeObject | undefined, deployment: DeploymentObject | undefined): Fault {
  if (node === undefined) return nodeNotFound(id)
  const {nodeName} = id
  const taint = taintArgument(deployment)
  if (node.spec?.unschedulable === true) return {reason: 'Cordoned', message: `The node ${nodeName} is cordoned.`}
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
