import {well} from '../../well.ts'
import type {Cases} from '../case.ts'

const usages = (...[groups, cores]: readonly (readonly [current: number, limit: number])[]) => [
  ...(groups === undefined ? [] : [{name: 'ContainerGroups', current: groups[0], limit: groups[1]}]),
  ...(cores === undefined ? [] : [{name: 'StandardCores', current: cores[0], limit: cores[1]}]),
]

const offer = (osType: string, maxCpu: number, maxMemoryGb: number) => ({osType, ipAddressType: 'Public', gpu: 'None', maxCpu, maxMemoryGb})
const offeredIn = (...containerGroupLocations: readonly string[]) => ({provider: {...well.provider, containerGroupLocations}})

export const locationAndQuotaCases: Cases = {
  'location-offered': {
    fires: [
      {
        name: 'a location that the provider does not know, although ACI is there',
        subject: {location: 'spaincentral'},
        facts: offeredIn('East US', 'Spain Central'),
        message: /Region spaincentral is invalid/,
        remedy: /--location/,
      },
      {name: 'a location without ACI', subject: {location: 'westus'}, message: /ACI is not available in the location westus/},
    ],
    quiet: [
      {name: 'one that both have, as Azure shows it', facts: offeredIn('West US', 'East US'), message: /support eastus/},
      {name: 'nobody knows the location', subject: {location: ''}, verdict: 'skipped', message: /is not recorded/},
      {name: 'Azure names no location', facts: offeredIn(), verdict: 'skipped', message: /does not (say|report)/},
    ],
  },
  'os-offered': {
    fires: [
      {
        name: 'only the other system',
        subject: {osType: 'Windows'},
        facts: {capabilities: [offer('Linux', 4, 16)]},
        message: /no Windows container groups in eastus/,
      },
      {name: 'nothing at all', facts: {capabilities: []}, message: /no Linux container groups/},
      {name: 'too few cores', facts: {capabilities: [offer('Linux', 0.5, 16)]}, message: /at most 0\.5 CPU and 16 GB/},
      {
        name: 'enough of both, but never together',
        facts: {capabilities: [offer('Linux', 4, 1), offer('Linux', 0.5, 16)]},
        message: /at most 4 CPU and 1 GB, 0\.5 CPU and 16 GB/,
      },
    ],
    quiet: [
      {name: 'just enough', facts: {capabilities: [offer('linux', 1, 1.5)]}, message: /Linux with up to 1 CPU and 1\.5 GB/},
      {name: 'one size of several', facts: {capabilities: [offer('Linux', 4, 1), offer('Linux', 2, 3)]}, message: /up to 2 CPU and 3 GB/},
    ],
  },
  'quota-room': {
    fires: [
      {name: 'no group left', facts: {usages: usages([100, 100], [3, 100])}, message: /used up: ContainerGroups 100 of 100\./},
      {name: 'more cores than allowed', facts: {usages: usages([3, 100], [12, 10])}, message: /used up: StandardCores 12 of 10\./},
      {
        name: 'less than a tenth left',
        facts: {usages: usages([91, 100], [3, 100])},
        verdict: 'warning',
        message: /nearly used up: ContainerGroups 91 of 100\./,
      },
      {
        name: 'fewer than five left, but a tenth',
        facts: {usages: usages([3, 100], [6, 10])},
        verdict: 'warning',
        message: /nearly used up: StandardCores 6 of 10\./,
      },
    ],
    quiet: [
      {
        name: 'a tenth left',
        facts: {usages: usages([90, 100], [5, 10])},
        message: /^ContainerGroups 90 of 100, StandardCores 5 of 10 used in eastus$/,
      },
      {
        name: 'a quota of something else is used up',
        facts: {usages: [...usages([3, 100], [3, 100]), {name: 'V100Cores', current: 0, limit: 0}]},
        message: /ContainerGroups 3 of 100/,
      },
      {name: 'no quotas', facts: {usages: []}, verdict: 'skipped', message: /reports no ACI quotas/},
    ],
  },
}
