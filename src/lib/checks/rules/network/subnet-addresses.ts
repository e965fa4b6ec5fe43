import {subnetRule} from '../../network-rule.ts'

/** Azure keeps the first four addresses and the last one of every range for itself. */
const reserved = 5
const few = 5

/** Addresses that an IPv4 range has for whoever is on it; 0 for an IPv6 range, from which container groups get none. */
function usable(prefix: string): number {
  const length = /^[\d.]+\/(\d+)$/.exec(prefix)?.[1]
  return length === undefined ? 0 : Math.max(0, 2 ** (32 - Number(length)) - reserved)
}

export const subnetAddresses = subnetRule({
  id: 'subnet-addresses',
  title: 'Its subnet has free addresses',
  page: {
    symptom: 'New pods fail because the subnet is full.',
    cause: 'Every container group takes an address of the subnet, and Azure keeps five of each range for itself.',
    fix: 'Delete what nobody needs, or use a bigger subnet.',
  },
  needs: ['groups'],
  check({network: {subnetName}, subnet: {addressPrefixes, ipConfigurationIds}}, _, {groups}) {
    const total = addressPrefixes.reduce((sum, prefix) => sum + usable(prefix), 0)
    const used = ipConfigurationIds.length + groups.length
    const free = Math.max(0, total - used)
    if (free >= few) return {verdict: 'ok', message: `${free} of ${total} are free in ${subnetName}`}
    return {
      verdict: free === 0 ? 'problem' : 'warning',
      message: `The subnet ${subnetName} (${addressPrefixes.join(', ')}) has ${free} of its ${total} addresses left; every pod takes one.`,
      remedy: 'Delete what nobody needs, or use a bigger subnet.',
    }
  },
})
