import {factOf, mapFact, type Fact} from '../../checks/engine/fact.ts'
import {nodeVerdicts, usedBeside, type UsedOnNode} from '../../checks/facts/placement/node-verdicts.ts'
import type {SizedPod} from '../../checks/facts/placement/requests.ts'
import type {Kubectl} from '../../kubernetes/kubectl.ts'
import {ofKind, type NodeObject} from '../../kubernetes/objects.ts'
import {listObjects} from '../../kubernetes/read.ts'
import {wholly} from './cluster-facts.ts'

/** Nodes that are not virtual. Of each only what decides where pods are placed, because a node object is large. */
export async function readNodes(kubectl: Kubectl, signal: AbortSignal): Promise<Fact<readonly NodeObject[]>> {
  const query = {kinds: ['nodes'], labels: 'type!=virtual-kubelet,virtualization!=virtualnode2'}
  return mapFact(await factOf(wholly(listObjects(kubectl, query)), signal), objects => ofKind(objects, 'Node').map(placementOf))
}

function placementOf({
  kind,
  metadata: {name, labels = {}},
  spec: {taints, unschedulable} = {},
  status: {allocatable} = {},
}: NodeObject): NodeObject {
  return {
    ...(kind !== undefined && {kind}),
    metadata: {name, labels},
    spec: {...(taints !== undefined && {taints}), ...(unschedulable !== undefined && {unschedulable})},
    status: {...(allocatable !== undefined && {allocatable})},
  }
}

/** So many full nodes are looked at. */
const patience = 10

/** What the pods on nodes request beside this pod: of each node that could take it, until one has room. */
export async function readUsedOnNodes(
  kubectl: Kubectl,
  pod: SizedPod,
  nodes: Fact<readonly NodeObject[]>,
  signal: AbortSignal,
): Promise<Fact<readonly UsedOnNode[]>> {
  return nodes.known ? factOf(readUsed(kubectl, pod, nodes.value), signal) : nodes
}

async function readUsed(kubectl: Kubectl, pod: SizedPod, nodes: readonly NodeObject[]): Promise<readonly UsedOnNode[]> {
  const fitting = nodeVerdicts(pod, nodes).flatMap(({node, obstacles}) => (obstacles.length === 0 ? [node] : []))
  const read: UsedOnNode[] = []
  for (const node of fitting.slice(0, patience)) {
    const nodeName = node.metadata.name
    const objects = await wholly(listObjects(kubectl, {kinds: ['pods'], fields: `spec.nodeName=${nodeName}`}))
    const used = usedBeside(pod, ofKind(objects, 'Pod'))
    if (used === undefined) break
    read.push({nodeName, used})
    if (nodeVerdicts(pod, [node], read).every(({obstacles}) => obstacles.length === 0)) break
  }
  return read
}
