import {wholly} from '../connector/facts/cluster-facts.ts'
import {nodeRef} from '../kubernetes/node.ts'
import type {Kubectl} from '../kubernetes/kubectl.ts'
import {listObjects, readObjects} from '../kubernetes/read.ts'
import {isHomeOf, type LookedAt} from './classify.ts'
import type {PodGroup} from './found-group.ts'

/** The names that a node can have. Anybody can write anything into a tag, and the name is used in a field selector. */
const nodeNamePattern = /^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/

/** Reads which nodes and pods of the container groups exist in a cluster. Rejects with UserError if one of the reads fails. */
export async function lookAt(
  kubectl: Kubectl,
  cluster: Pick<LookedAt, 'name' | 'nodeResourceGroup'>,
  groups: readonly PodGroup[],
): Promise<LookedAt> {
  const named = nodesOf(groups)
  const here = nodesOf(groups.filter(group => isHomeOf(cluster, group)))
  const [virtual, byName] = await Promise.all([
    wholly(listObjects(kubectl, {kinds: ['nodes'], labels: 'type=virtual-kubelet'})),
    wholly(readObjects(kubectl, [...here].map(nodeRef))),
  ])
  const nodes = new Set([...virtual, ...byName].map(({metadata}) => metadata.name))
  const podUids = new Set<string>()
  // One node after the other, and of each pod only the UID, so that memory does not grow with the pods.
  for (const node of new Set([...here, ...[...named].filter(name => nodes.has(name))])) {
    const pods = await wholly(listObjects(kubectl, {kinds: ['pods'], fields: `spec.nodeName=${node}`}))
    for (const {metadata} of pods) if (metadata.uid !== undefined) podUids.add(metadata.uid)
  }
  return {...cluster, nodes, podUids}
}

function nodesOf(groups: readonly PodGroup[]): ReadonlySet<string> {
  return new Set(groups.map(({nodeName}) => nodeName).filter(name => nodeNamePattern.test(name)))
}
