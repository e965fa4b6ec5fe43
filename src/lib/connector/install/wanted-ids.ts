import type {Provider, ResourceGroup} from '../../azure/azure.ts'
import {normalizeLocation} from '../../azure/resources/location.ts'
import type {VirtualNetwork} from '../../azure/resources/virtual-networks.ts'
import {sameId} from '../../azure/resources/ids.ts'
import {UsageError} from '../../errors.ts'
import {checkConnectorNameLength, type ConnectorId, type OsType} from '../model/names.ts'
import {connectorLocations} from '../model/regions.ts'
import type {InstallSpec} from '../model/spec.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {InstalledPlace} from './move/installed-places.ts'

/** What the location of a connector depends on, beside the spec. */
export interface Whereabouts {
  readonly provider: Provider
  /** Of `--aci-resource-group`. */
  readonly group: ResourceGroup | undefined
  /** Of the subnet that the user names. */
  readonly network: VirtualNetwork | undefined
  /** Connectors of this name. */
  readonly installed: readonly InstalledPlace[]
}

type LocationSpec = Pick<InstallSpec, 'location' | 'defaultLocation' | 'osTypes' | 'connectorName'>

/**
 * The connectors that a spec asks for, with their location. Throws UsageError if ACI is not available there, if a name is too long, or if the
 * user has to choose between several locations.
 */
export function wantedIds(
  spec: LocationSpec,
  {cluster}: Pick<ClusterSession, 'cluster'>,
  whereabouts: Whereabouts,
): readonly ConnectorId[] {
  const available = connectorLocations(whereabouts.provider.containerGroupLocations)
  return spec.osTypes.map(osType => {
    const location = locationOf(osType, spec, cluster.location, whereabouts)
    if (!available.includes(location)) {
      throw new UsageError(
        `Azure Container Instance is not available at location "${location}". The available locations are "${available.join(',')}"`,
        {hints: ['Pass one of them with --location.']},
      )
    }
    const id = {connectorName: spec.connectorName, osType, location}
    checkConnectorNameLength(id)
    return id
  })
}

/** If the spec names no place, a connector stays where it is. A default location is for new connectors. */
function locationOf(osType: OsType, spec: LocationSpec, ofCluster: string, {group, network, installed}: Whereabouts): string {
  if (spec.location !== undefined) return spec.location
  const otherwise = spec.defaultLocation ?? normalizeLocation(network?.location ?? group?.location ?? ofCluster)
  const there =
    network === undefined && group === undefined
      ? installed
      : installed.filter(({aciResourceGroup}) => aciResourceGroup !== undefined && sameId(aciResourceGroup, group?.name ?? ''))
  const sameOs = there.filter(one => one.osType === osType)
  const locations = [...new Set((sameOs.length === 0 ? there : sameOs).map(({location}) => location))]
  const [first = otherwise, ...more] = locations
  if (more.length === 0) return first
  if (locations.includes(otherwise)) return otherwise
  throw new UsageError(`The connector ${spec.connectorName} is installed in several locations: ${locations.join(', ')}.`, {
    hints: ['Pass one of them with --location.'],
  })
}
