import {kubectl, type PrintedCommand} from '../../../printed-commands/printed-command.ts'
import {foreignTaints, hasTaint, missingLabels} from '../../../checks/facts/virtual-node.ts'
import {cordonedBy} from '../../../kubernetes/node.ts'
import {ofKind, type DeploymentObject} from '../../../kubernetes/objects.ts'
import {taintArgument} from '../../model/deployment-arguments.ts'
import type {MendNode} from '../steps/mend-node.ts'
import type {UncordonNode} from '../steps/uncordon-node.ts'
import type {Wanted} from '../wanted.ts'

type NodeOf = Pick<Wanted, 'record' | 'existing' | 'rendered'>

/** How somebody else keeps pods off the node of a connector, for example during maintenance. */
export interface Obstacle {
  readonly nodeName: string
  readonly isCordoned: boolean
  /** As `key=value:effect`. */
  readonly taints: readonly string[]
}

export function obstaclesOf(wanted: readonly NodeOf[]): readonly Obstacle[] {
  return wanted.flatMap(one => {
    const {node} = one.existing
    const taints = taintsOfOthers(one)
    const isCordoned = node !== undefined && cordonedBy(node) === 'somebody'
    return isCordoned || taints.length > 0 ? [{nodeName: one.record.nodeName, isCordoned, taints}] : []
  })
}

/** An obstacle as a sentence. */
export function obstacleInWords({nodeName, isCordoned, taints}: Obstacle): string {
  const done = [...(isCordoned ? ['cordoned'] : []), ...(taints.length === 0 ? [] : [`set the taint ${taints.join(', ')} on`])]
  return `Somebody ${done.join(' and ')} the node ${nodeName}. New pods are not placed on it.`
}

/** The commands that remove an obstacle. */
export function commandsAgainst({nodeName, isCordoned, taints}: Obstacle): readonly PrintedCommand[] {
  return [
    ...(isCordoned ? [kubectl`uncordon ${nodeName}`] : []),
    ...(taints.length === 0 ? [] : [kubectl`taint node ${nodeName} ${taints.map(taint => `${taint}-`)}`]),
  ]
}

/**
 * What brings a registered node back to what its connector asked for. A connector sets labels and taint only when it registers the node, so a restart would
 * not help, and deleting the node would delete its pods.
 */
export function nodeSteps(one: NodeOf, removesObstacles: boolean): readonly (MendNode | UncordonNode)[] {
  const {node} = one.existing
  if (node === undefined) return []
  const {nodeName, osType} = one.record
  const deployment = deploymentOf(one)
  const expected = taintArgument(deployment)
  const labels = deployment === undefined ? [] : missingLabels(node, osType)
  const taint =
    deployment === undefined || expected === undefined || hasTaint(node, expected)
      ? []
      : [`${expected.key}=${expected.value ?? ''}:${expected.effect}`]
  const unwanted = removesObstacles ? taintsOfOthers(one).map(text => `${text}-`) : []
  const by = cordonedBy(node)
  return [
    ...(labels.length + taint.length + unwanted.length === 0
      ? []
      : [{do: 'mend-node', nodeName, labels, taints: [...taint, ...unwanted]} as const]),
    ...(by === 'vkctl' || (by === 'somebody' && removesObstacles) ? [{do: 'uncordon', nodeName, by} as const] : []),
  ]
}

function taintsOfOthers(one: NodeOf): readonly string[] {
  const {node} = one.existing
  const deployment = deploymentOf(one)
  return node === undefined || deployment === undefined ? [] : foreignTaints(node, taintArgument(deployment))
}

/** Undefined after a lost record, too. Then nobody knows which taint the connector set. */
function deploymentOf({existing: {chartObjects}, rendered}: NodeOf): DeploymentObject | undefined {
  const [live] = ofKind(chartObjects, 'Deployment')
  // Somebody may have changed the live one.
  return live && (ofKind(rendered, 'Deployment')[0] ?? live)
}
