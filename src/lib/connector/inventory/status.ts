import {isNodeReady} from '../../checks/facts/node-state.ts'
import {isReady} from '../../checks/facts/pod-state.ts'
import type {ConnectorFacts} from '../../checks/facts/connector-values.ts'
import {type Installed} from './installed.ts'
import type {ConnectorStatus} from '../model/result.ts'

/** The status of a connector. If something could not be read, it is Unknown and never Ready. */
export function statusOf(origin: Installed['origin'], {helm, deployments, pods, node}: ConnectorFacts): ConnectorStatus {
  if (!helm.known || !deployments.known || !pods.known || !node.known) return 'Unknown'
  if (origin === 'node' || helm.value === undefined || deployments.value.length === 0) return 'Missing'
  if (helm.value.status === 'failed') return 'Failed'
  if (helm.value.status !== 'deployed') return 'Installing'
  return node.value !== undefined && isNodeReady(node.value) && pods.value.some(isReady) ? 'Ready' : 'NotReady'
}
