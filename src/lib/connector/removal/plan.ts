import {valueOf} from '../../checks/engine/fact.ts'
import {isDaemonPod} from '../../checks/facts/pod-state.ts'
import {cordonedBy} from '../../kubernetes/node.ts'
import {refOf, type NodeObject} from '../../kubernetes/objects.ts'
import type {RemovalTarget} from './facts.ts'
import {appliedWorkload} from './applied-objects.ts'
import {nodeName as nodeNameOf} from '../model/names.ts'
import {releaseOfObject} from '../inventory/left-objects.ts'
import {mayTouch} from './left-alone.ts'
import type {ConnectorStep} from './steps/steps.ts'

/**
 * The steps that remove one connector. Their order leaves nothing behind: while the connector runs, it deletes the container groups of deleted pods. It must
 * have stopped before its node is deleted, or it would create the node again. Pure.
 */
export function planConnector(target: RemovalTarget, {graceful}: {readonly graceful: boolean}): readonly ConnectorStep[] {
  const {connector, pods} = target
  const {release, namespace, nodeName, origin, facts} = connector
  const touched = mayTouch(target)
  if (touched === 'nothing') return []
  const uninstall = undeploy(target)
  const deleteSecret: readonly ConnectorStep[] = origin === 'vkctl' ? [{do: 'delete-secret', name: release, namespace}] : []
  if (touched === 'all but the node') return [...uninstall, ...deleteSecret]
  const movable = pods.filter(pod => !isDaemonPod(pod))
  // After an interrupted removal, the Deployment may be gone while its pod still runs.
  const podNamespace = (valueOf(facts.deployments)?.[0] ?? valueOf(facts.pods)?.[0])?.metadata.namespace
  const [first, last] = waits(target)
  return [
    ...(isToWatch(connector) ? [{do: 'watch-lease', nodeName} as const] : []),
    ...(isToCordon(valueOf(facts.node)) ? [{do: 'cordon-node', nodeName} as const] : []),
    ...(movable.length === 0
      ? []
      : [graceful ? ({do: 'drain-node', nodeName} as const) : ({do: 'delete-pods', nodeName, pods: movable} as const)]),
    ...first,
    ...uninstall,
    ...(origin === 'unknown' || podNamespace === undefined ? [] : [{do: 'wait-until-stopped', nodeName, namespace: podNamespace} as const]),
    ...last,
    {do: 'delete-node', nodeName},
    ...deleteSecret,
  ]
}

/**
 * Whether a program that vkctl did not find may run the node. A Deployment or a record can name any node, and one that runs no pod proves nothing. The usual name
 * of a node is that of its connector.
 */
function isToWatch({origin, facts, ...connector}: RemovalTarget['connector']): boolean {
  if (valueOf(facts.lease) === undefined) return false
  const isUsual = origin === 'vkctl' && connector.nodeName === nodeNameOf(connector)
  return origin === 'unknown' || (!isUsual && valueOf(facts.pods)?.length === 0)
}

/** If somebody else cordoned the node, it stays cordoned, even if the removal fails. */
function isToCordon(node: NodeObject | undefined): boolean {
  return node !== undefined && cordonedBy(node) !== 'somebody'
}

/** What takes the chart's objects away: Helm, or vkctl if there is no release any more. */
function undeploy({connector, before}: RemovalTarget): readonly ConnectorStep[] {
  const {release, namespace, origin, facts} = connector
  if (origin === 'unknown') return []
  if (valueOf(facts.helm) !== undefined) return [{do: 'uninstall-release', release, namespace}]
  const objects = before.things.flatMap(thing => (thing.kind === 'object' && thing.ofChart ? [thing.object] : []))
  const left = appliedWorkload(connector) === undefined ? objects.filter(object => releaseOfObject(object)?.release === release) : objects
  return left.length === 0 ? [] : [{do: 'delete-objects', objects: left.map(refOf)}]
}

/** The waits for container groups while the connector runs, and those after it. */
function waits(target: RemovalTarget): readonly [readonly ConnectorStep[], readonly ConnectorStep[]] {
  const {connector, aciResourceGroup: now, pods, podUids} = target
  const {nodeName, facts} = connector
  const connectorRuns = facts.pods.known && facts.pods.value.length > 0
  // A DaemonSet creates its pods again as long as the node exists, so their container groups can be deleted only after the connector has stopped.
  const staying = connectorRuns ? pods.filter(isDaemonPod) : []
  const wait = {do: 'wait-for-container-groups', nodeName, podUids} as const
  return [
    [{...wait, aciResourceGroup: now, connectorRuns, except: staying.flatMap(({metadata}) => metadata.uid ?? [])}],
    [
      ...(staying.length === 0 ? [] : [{...wait, aciResourceGroup: now, connectorRuns: false, except: []}]),
      // A connector manages only the container groups in its current resource group.
      ...elsewhere(target).map(group => ({...wait, aciResourceGroup: group, connectorRuns: false, except: []})),
    ],
  ]
}

/** The other resource groups that the connector used before, or in which its container groups were found. */
function elsewhere({connector: {record}, aciResourceGroup, before}: RemovalTarget): readonly string[] {
  const had = (record?.earlierPlaces ?? []).map(place => place.aciResourceGroup)
  const found = before.things.flatMap(thing => (thing.kind === 'container group' && thing.certain ? thing.aciResourceGroup : []))
  const all = new Map([...had, ...found].map(name => [name.toLowerCase(), name]))
  all.delete(aciResourceGroup.toLowerCase())
  return [...all.values()]
}
