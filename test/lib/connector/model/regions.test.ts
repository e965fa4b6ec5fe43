import {describe, expect, it} from '@jest/globals'
import {normalizeLocation} from '../../../../src/lib/azure/resources/location.ts'
import {connectorLocations, providerRegions} from '../../../../src/lib/connector/model/regions.ts'

describe('locations', () => {
  it.each([
    ['East US', 'eastus'],
    ['eastus', 'eastus'],
    [' West Europe 2\t', 'westeurope2'],
    ['Australia Southeast', 'australiasoutheast'],
  ])('%j is %j', (given, normalized) => {
    expect(normalizeLocation(given)).toBe(normalized)
  })

  it('are those of the list in azure-aci v1.6.4', () => {
    expect(providerRegions.size).toBe(54)
    expect([...providerRegions].every(name => /^[a-z0-9]+$/.test(name))).toBe(true)
    for (const name of ['eastus', 'usgovvirginia', 'usgovarizona', 'chinaeast2', 'chinaeast3', 'chinanorth3'])
      expect(providerRegions).toContain(name)
    for (const name of [
      'newzealandnorth',
      'mexicocentral',
      'spaincentral',
      'indonesiacentral',
      'malaysiawest',
      'austriaeast',
      'chilecentral',
    ])
      expect(providerRegions).not.toContain(name)
  })

  it('of a connector are those that ARM offers and the provider knows', () => {
    expect(connectorLocations(['West US', 'East US', 'New Zealand North'])).toEqual(['eastus', 'westus'])
  })

  it('are all that the provider knows when ARM says nothing', () => {
    expect(connectorLocations([])).toEqual([...providerRegions].toSorted())
  })

  it('are none when the provider knows none of those that ARM offers', () => {
    expect(connectorLocations(['Mars'])).toEqual([])
  })
})
