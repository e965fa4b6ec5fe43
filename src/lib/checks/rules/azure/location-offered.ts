import {normalizeLocation} from '../../../azure/resources/location.ts'
import {connectorRule} from '../../connector-values.ts'
import {providerRegions} from '../../provider-regions.ts'

export const locationOffered = connectorRule({
  id: 'location-offered',
  category: 'azure',
  title: 'ACI and the provider have the location',
  page: {
    symptom: 'The pod of the connector ends at its start with Region … is invalid, or pods fail because ACI is not in the location.',
    cause: `The provider has a fixed list of ${providerRegions.size} locations; newer locations of Azure are not among them, and ACI is not in every location.`,
    fix: 'Choose another location for the container groups: install-connector --location LOCATION.',
  },
  needs: ['provider'],
  preflight: true,
  check({location}, {provider: {containerGroupLocations}}) {
    if (location === '') return {verdict: 'skipped', message: 'Nobody wrote down the location of this connector'}
    const remedy = 'Give another location with --location.'
    if (!providerRegions.has(location)) {
      return {
        verdict: 'problem',
        message: `The provider does not know the location ${location} and ends at its start with Region ${location} is invalid.`,
        remedy,
      }
    }
    if (containerGroupLocations.length === 0) {
      return {verdict: 'skipped', message: 'Azure does not tell in which locations it offers container groups'}
    }
    if (containerGroupLocations.some(offered => normalizeLocation(offered) === location)) {
      return {verdict: 'ok', message: `ACI and the provider have ${location}`}
    }
    return {verdict: 'problem', message: `Azure offers no container groups in the location ${location}.`, remedy}
  },
})
