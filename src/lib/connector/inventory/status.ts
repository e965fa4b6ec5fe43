import type {ConnectorFacts} from '../../checks/facts/connector-values.ts'
import type {Condition, ConnectorStatus} from '../model/result.ts'
import type {Installed} from './installed.ts'

/** The status of a connector, from its conditions. If something could not be read, it is Unknown and never Ready. */
export function statusOf(
  origin: Installed['origin'],
  {helm, deployments}: Pick<ConnectorFacts, 'helm' | 'deployments'>,
  conditions: readonly Condition[],
): ConnectorStatus {
  if (!helm.known || !deployments.known || conditions.some(({status}) => status === 'Unknown')) return 'Unknown'
  if (origin === 'node' || helm.value === undefined || deployments.value.length === 0) return 'Missing'
  if (helm.value.status === 'failed') return 'Failed'
  if (helm.value.status !== 'deployed') return 'Installing'
  return conditions.every(({status}) => status === 'True') ? 'Ready' : 'NotReady'
}
