import type {Line} from '../../printed-commands/printed-lines.ts'
import {installAgain, removal} from '../wording/install-again.ts'
import type {Usage} from '../../azure/azure.ts'
import {normalizeLocation} from '../../azure/resources/location.ts'
import {whenChanged} from '../facts/drift.ts'
import {connectorRule, type ConnectorSubject} from '../facts/connector-values.ts'
import {providerRegions} from '../../connector/model/regions.ts'

/** A connector in another location is another connector. */
export function elsewhere(connector: ConnectorSubject): readonly Line[] {
  if (connector.isAsked === true) return ['Run the same command with another --location.']
  return [
    'Remove the connector, then install it in another location with all options that it needs:',
    removal(connector),
    installAgain(connector, '--location', 'LOCATION'),
  ]
}

export const locationOffered = connectorRule({
  id: 'location-offered',
  explainedBy: [whenChanged(['Deployment'], /\.env(\[ACI_REGION|$)/)],
  category: 'azure',
  title: 'The location is supported by ACI and by the provider',
  page: {
    symptom: 'The pod of the connector crashes with `Region … is invalid`, or pods fail because ACI is not available in the location.',
    cause:
      'The provider has a fixed list of locations, which lacks the newest Azure locations. ACI is not available in every location either.',
    fix: 'Choose another location for the container groups: `vkctl install-connector --location LOCATION`.',
  },
  needs: ['provider'],
  preflight: true,
  check(connector, {provider: {containerGroupLocations}}) {
    const {location} = connector
    if (location === '') return {verdict: 'skipped', message: 'The location of this connector is not recorded'}
    const remedy = elsewhere(connector)
    if (!providerRegions.has(location)) {
      return {
        verdict: 'problem',
        message: `The provider does not support the location ${location}. The connector would stop with "Region ${location} is invalid".`,
        remedy,
      }
    }
    if (containerGroupLocations.length === 0) {
      return {verdict: 'skipped', message: 'Azure does not report the locations of ACI'}
    }
    if (containerGroupLocations.some(offered => normalizeLocation(offered) === location)) {
      return {verdict: 'ok', message: `ACI and the provider support ${location}`}
    }
    return {verdict: 'problem', message: `ACI is not available in the location ${location}.`, remedy}
  },
})

/** The provider requests this for a container without requests (azure-aci v1.6.4). Sizes in CPUs and GB. */
const sample = {cpu: 1, memoryGb: 1.5}

export const osOffered = connectorRule({
  id: 'os-offered',
  category: 'azure',
  title: 'ACI offers the operating system in the location',
  page: {
    symptom: 'Pods fail with `ServiceUnavailable`, or with a message that the requested resource is not available in the location.',
    cause: 'ACI does not offer every operating system and every size in every location.',
    fix: 'Choose another location for the container groups: `vkctl install-connector --location LOCATION`.',
  },
  needs: ['capabilities'],
  after: [locationOffered.id],
  preflight: true,
  check(connector, {capabilities}) {
    const {osType, location} = connector
    const offers = capabilities.filter(({osType: offered}) => offered.toLowerCase() === osType.toLowerCase())
    const remedy = elsewhere(connector)
    if (offers.length === 0) return {verdict: 'problem', message: `ACI offers no ${osType} container groups in ${location}.`, remedy}
    const fitting = offers.filter(({maxCpu, maxMemoryGb}) => maxCpu >= sample.cpu && maxMemoryGb >= sample.memoryGb)
    if (fitting.length === 0) {
      const sizes = offers.map(({maxCpu, maxMemoryGb}) => `${maxCpu} CPU and ${maxMemoryGb} GB`).join(', ')
      return {
        verdict: 'problem',
        message: `ACI offers ${osType} container groups of at most ${sizes} in ${location}. A pod without requests needs ${sample.cpu} CPU and ${sample.memoryGb} GB.`,
        remedy,
      }
    }
    const [cpu, memory] = [Math.max(...fitting.map(({maxCpu}) => maxCpu)), Math.max(...fitting.map(({maxMemoryGb}) => maxMemoryGb))]
    return {verdict: 'ok', message: `${osType} with up to ${cpu} CPU and ${memory} GB in ${location}`}
  },
})

/** The quotas that every container group uses. */
const names: ReadonlySet<string> = new Set(['ContainerGroups', 'StandardCores'])

const left = ({current, limit}: Usage): number => limit - current
const isTight = (usage: Usage): boolean => left(usage) < 5 || left(usage) < usage.limit / 10
const describe = ({name, current, limit}: Usage): string => `${name} ${current} of ${limit}`

export const quotaRoom = connectorRule({
  id: 'quota-room',
  category: 'azure',
  title: 'The ACI quotas are not used up',
  page: {
    symptom: 'Pods fail with `ContainerGroupQuotaReached` or with status 429, although ACI works.',
    cause: 'Azure limits the number of container groups and cores of a subscription in each location. The default limit is 100 of each.',
    fix: 'Delete container groups that you do not need, request a higher quota in the Azure portal, or use another location.',
  },
  needs: ['usages'],
  after: [locationOffered.id],
  preflight: true,
  check({location}, {usages}) {
    const quotas = usages.filter(({name}) => names.has(name))
    if (quotas.length === 0) return {verdict: 'skipped', message: `Azure reports no ACI quotas for ${location}`}
    const remedy = `Request a higher quota in the Azure portal: Quotas, Container Instances, ${location}.`
    const full = quotas.filter(usage => left(usage) <= 0)
    if (full.length > 0) {
      return {
        verdict: 'problem',
        message: `The ACI quota in ${location} is used up: ${full.map(describe).join(', ')}. Azure refuses every new container group.`,
        remedy,
      }
    }
    const tight = quotas.filter(isTight)
    if (tight.length > 0) {
      return {verdict: 'warning', message: `The ACI quota in ${location} is nearly used up: ${tight.map(describe).join(', ')}.`, remedy}
    }
    return {verdict: 'ok', message: `${quotas.map(describe).join(', ')} used in ${location}`}
  },
})
