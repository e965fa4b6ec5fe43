import {normalizeLocation} from '../../azure/resources/location.ts'
import {providerRegions} from '../../checks/provider-regions.ts'

/**
 * The locations a connector can have: those that ARM offers container groups in and that the provider knows.
 * `offered` are ARM's display names; an empty list means that ARM said nothing.
 */
export function connectorLocations(offered: readonly string[]): readonly string[] {
  const names = offered.map(normalizeLocation).filter(name => providerRegions.has(name))
  return (offered.length === 0 ? [...providerRegions] : names).toSorted()
}
