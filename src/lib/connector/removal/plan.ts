import {isDaemonPod} from '../../checks/facts/pod-state.ts'
import type {RemovalTarget} from './facts.ts'
import type {ConnectorStep} from './steps/steps.ts'

/**
 * The steps that remove one connector. Their order leaves nothing behind: while the connector runs, it deletes the container groups of deleted pods. It must
 * have stopped before its node is deleted, or it would create the node again. Pure.
 */
export function planConnector(
  {connector, aciResourceGroup, pods}: Omit<RemovalTarget, 'before'>,
  {graceful}: {readonly graceful: boolean},
): readonly ConnectorStep[] {
  const {release, namespace, nodeName, origin, facts} = connector
  const movable = pods.filter(pod => !isDaemonPod(pod))
  const connectorRuns = facts.pods.known && facts.pods.value.length > 0
  // A DaemonSet creates its pods again as long as the node exists. Their container groups can be deleted only when the connector has stopped.
  const staying = connectorRuns ? pods.filter(isDaemonPod) : []
  const wait = {
    do: 'wait-for-container-groups',
    nodeName,
    aciResourceGroup,
    podUids: pods.flatMap(({metadata}) => metadata.uid ?? []),
  } as const
  const podNamespace = facts.deployments.known ? facts.deployments.value[0]?.metadata.namespace : undefined
  return [
    ...(facts.node.known && facts.node.value !== undefined ? [{do: 'cordon-node', nodeName} as const] : []),
    ...(movable.length === 0
      ? []
      : [graceful ? ({do: 'drain-node', nodeName} as const) : ({do: 'delete-pods', nodeName, pods: movable} as const)]),
    {...wait, connectorRuns, except: staying.flatMap(({metadata}) => metadata.uid ?? [])},
    ...(origin === 'node' ? [] : [{do: 'uninstall-release', release, namespace} as const]),
    ...(origin === 'node' || podNamespace === undefined ? [] : [{do: 'wait-until-stopped', nodeName, namespace: podNamespace} as const]),
    ...(staying.length === 0 ? [] : [{...wait, connectorRuns: false, except: []}]),
    {do: 'delete-node', nodeName, secret: origin === 'vkctl' ? {name: release, namespace} : undefined},
  ]
}
