import type {Provider, ResourceGroup} from '../../azure/azure.ts'
import {normalizeLocation} from '../../azure/resources/location.ts'
import type {VirtualNetwork} from '../../azure/resources/virtual-networks.ts'
import {UsageError} from '../../errors.ts'
import {checkConnectorNameLength, type ConnectorId} from '../model/names.ts'
import {connectorLocations} from '../model/regions.ts'
import type {InstallSpec} from '../model/spec.ts'
import type {ClusterSession} from '../session/cluster-session.ts'

/** The connectors that a spec asks for, with their location. Throws UsageError if ACI is not available there or a name is too long. */
export function wantedIds(
  spec: Pick<InstallSpec, 'location' | 'osTypes' | 'connectorName'>,
  {cluster}: Pick<ClusterSession, 'cluster'>,
  {
    provider,
    group,
    network,
  }: {readonly provider: Provider; readonly group: ResourceGroup | undefined; readonly network: VirtualNetwork | undefined},
): readonly ConnectorId[] {
  const location = spec.location ?? normalizeLocation(network?.location ?? group?.location ?? cluster.location)
  const available = connectorLocations(provider.containerGroupLocations)
  if (!available.includes(location)) {
    throw new UsageError(
      `Azure Container Instance is not available at location "${location}". The available locations are "${available.join(',')}"`,
      {hints: ['Pass one of them with --location.']},
    )
  }
  const ids = spec.osTypes.map(osType => ({connectorName: spec.connectorName, osType, location}))
  for (const id of ids) checkConnectorNameLength(id)
  return ids
}
