import {subnetRule} from '../../network-rule.ts'

export const subnetPrefix = subnetRule({
  id: 'subnet-prefix',
  title: 'Its subnet has the address range that it expects',
  page: {
    symptom: 'The pod of the connector ends at its start with found subnet … using different CIDR.',
    cause: 'The connector is told an address range that is not that of the subnet; the upstream chart has one as its default.',
    fix: 'Install the connector without an address range: it then takes that of the subnet.',
  },
  needs: [],
  preflight: true,
  check({network: {subnetName, subnetCidr}, subnet: {addressPrefixes}}) {
    const [prefix = 'no address range'] = addressPrefixes
    if (subnetCidr === '') return {verdict: 'ok', message: `It takes whatever ${subnetName} has: ${prefix}`}
    if (subnetCidr === prefix) return {verdict: 'ok', message: `${subnetName} has ${prefix}`}
    return {
      verdict: 'problem',
      message: `The subnet ${subnetName} has ${prefix}, but the connector expects ${subnetCidr} and ends at its start.`,
      remedy: 'Install the connector without an address range of the subnet; it then takes what the subnet has.',
    }
  },
})
