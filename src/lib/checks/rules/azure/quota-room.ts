import type {Usage} from '../../../azure/azure.ts'
import {connectorRule} from '../../connector-values.ts'
import {locationOffered} from './location-offered.ts'

/** The quotas that every container group takes from. */
const names: ReadonlySet<string> = new Set(['ContainerGroups', 'StandardCores'])

const left = ({current, limit}: Usage): number => limit - current
const isTight = (usage: Usage): boolean => left(usage) < 5 || left(usage) < usage.limit / 10
const describe = ({name, current, limit}: Usage): string => `${name} ${current} of ${limit}`

export const quotaRoom = connectorRule({
  id: 'quota-room',
  category: 'azure',
  title: 'The quotas of ACI have room',
  page: {
    symptom: 'Pods fail with ContainerGroupQuotaReached or 429 although ACI works.',
    cause: 'A subscription may have only so many container groups and cores in a location, 100 of each unless it asked for more.',
    fix: 'Delete container groups that nobody needs, ask Azure for a higher quota in the portal, or use another location.',
  },
  needs: ['usages'],
  after: [locationOffered.id],
  preflight: true,
  check({location}, {usages}) {
    const quotas = usages.filter(({name}) => names.has(name))
    if (quotas.length === 0) return {verdict: 'skipped', message: `Azure tells no quotas of ACI in ${location}`}
    const remedy = `Ask for more: Azure portal, Quotas, Container Instances, ${location}.`
    const full = quotas.filter(usage => left(usage) <= 0)
    if (full.length > 0) {
      return {
        verdict: 'problem',
        message: `The quota of ACI in ${location} is used up: ${full.map(describe).join(', ')}. Azure refuses every new container group.`,
        remedy,
      }
    }
    const tight = quotas.filter(isTight)
    if (tight.length > 0) {
      return {verdict: 'warning', message: `The quota of ACI in ${location} is nearly used up: ${tight.map(describe).join(', ')}.`, remedy}
    }
    return {verdict: 'ok', message: `${quotas.map(describe).join(', ')} used in ${location}`}
  },
})
