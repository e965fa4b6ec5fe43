import {subnetParts} from '../../../azure/resources/ids.ts'
import {normalizeLocation} from '../../../azure/resources/location.ts'
import {subnetRule} from '../../network-rule.ts'

export const subnetRegion = subnetRule({
  id: 'subnet-region',
  title: 'Its virtual network is in its location',
  page: {
    symptom: 'Every pod fails, because ACI does not find the subnet in the location of the connector.',
    cause: 'Container groups can only be put on a subnet of a virtual network in their own location.',
    fix: 'Give the connector the location of the virtual network with --location, or use a subnet of a network in its location.',
  },
  needs: [],
  preflight: true,
  check({network, virtualNetwork}, {location}) {
    if (location === '') return {verdict: 'skipped', message: 'Nobody wrote down the location of this connector'}
    const [name, its] = [subnetParts(network.subnetId)?.networkName ?? '', normalizeLocation(virtualNetwork.location)]
    if (its === location) return {verdict: 'ok', message: `${name} is in ${location}`}
    return {
      verdict: 'problem',
      message: `The virtual network ${name} is in ${its}, the connector in ${location}; ACI puts no container group of one location on a subnet of another.`,
      remedy: `Give --location ${its}, or a subnet of a virtual network in ${location}.`,
    }
  },
})
