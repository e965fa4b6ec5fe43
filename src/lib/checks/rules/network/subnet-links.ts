import {subnetRule} from '../../network-rule.ts'
import {isAci} from '../../subnet.ts'

export const subnetLinks = subnetRule({
  id: 'subnet-links',
  title: 'No other service of Azure holds its subnet',
  page: {
    symptom: 'The pod of the connector ends at its start with unable to delegate subnet … as it is used by other Azure resource.',
    cause: 'A service association link of another service, such as a web app or a database, is on the subnet.',
    fix: 'Use a subnet that only ACI has.',
  },
  needs: [],
  preflight: true,
  check({network: {subnetName}, subnet: {associationLinks}}) {
    const others = associationLinks.filter(type => !isAci(type))
    if (others.length === 0) return {verdict: 'ok', message: `${subnetName} has no link of another service`}
    return {
      verdict: 'problem',
      message: `The subnet ${subnetName} is held by ${others.join(', ')}; the provider refuses it and ends at its start.`,
      remedy: 'Use a subnet that only ACI has.',
    }
  },
})
