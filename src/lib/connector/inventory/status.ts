import type {ConnectorFacts} from '../../checks/facts/connector-values.ts'
import type {Condition, ConnectorStatus} from '../model/result.ts'
import type {Installed} from './installed.ts'

/** Whether a connector is or was installed by a Helm that vkctl can ask, so that it must have a release. */
export function hasRelease({origin, managedBy, workload}: Pick<Installed, 'origin' | 'managedBy' | 'workload'>): boolean {
  return origin === 'vkctl' || managedBy?.tool === 'helm' || (workload === undefined && origin !== 'unknown')
}

/** The status of a connector, from its conditions. If something could not be read, it is Unknown and never Ready. */
export function statusOf(
  connector: Pick<Installed, 'origin' | 'managedBy' | 'workload'>,
  {helm, deployments}: Pick<ConnectorFacts, 'helm' | 'deployments'>,
  conditions: readonly Condition[],
): ConnectorStatus {
  const released = hasRelease(connector)
  if (!deployments.known || (released && !helm.known) || conditions.some(({status}) => status === 'Unknown')) return 'Unknown'
  if (deployments.value.length === 0) return 'Missing'
  const release = helm.known ? helm.value : undefined
  if (released && release === undefined) return 'Missing'
  if (release?.status === 'failed') return 'Failed'
  if (release !== undefined && release.status !== 'deployed') return 'Installing'
  return conditions.every(({status}) => status === 'True') ? 'Ready' : 'NotReady'
}
