import {describe, expect, it} from '@jest/globals'
import {
  checkConnectorName,
  checkConnectorNameLength,
  connectorNameLimit,
  nodeName,
  parseNodeName,
  parseReleaseName,
  releaseName,
  type ConnectorId,
} from '../../../../src/lib/connector/model/names.ts'
import {UsageError} from '../../../../src/lib/errors.ts'
import {providerRegions} from '../../../../src/lib/connector/model/regions.ts'

const id: ConnectorId = {connectorName: 'my-connector', osType: 'Windows', location: 'westeurope'}
const dnsLabel = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/

describe('the names of a connector', () => {
  it("are az's", () => {
    expect(releaseName(id)).toBe('my-connector-windows-westeurope')
    expect(nodeName(id)).toBe('virtual-kubelet-my-connector-windows-westeurope')
  })

  it.each<ConnectorId>([
    id,
    {connectorName: 'a-linux-b', osType: 'Windows', location: 'eastus2'},
    {connectorName: 'x', osType: 'Linux', location: 'usgovvirginia'},
    {connectorName: 'virtual-kubelet', osType: 'Linux', location: 'eastus'},
  ])('can be taken apart again: %j', given => {
    expect(parseReleaseName(releaseName(given))).toEqual(given)
    expect(parseNodeName(nodeName(given))).toEqual(given)
  })

  it.each(['nginx', 'my-linux-', 'my-macos-eastus', '-linux-eastus', 'linux-eastus', 'MY-linux-eastus', 'my-linux-east us', ''])(
    'that are not ours are left alone: %j',
    name => {
      expect(parseReleaseName(name)).toBeUndefined()
    },
  )

  it('of nodes need the prefix', () => {
    expect(parseNodeName('my-connector-windows-westeurope')).toBeUndefined()
    expect(parseNodeName('virtual-node-aci-linux')).toBeUndefined()
  })
})

describe('a connector name', () => {
  it.each(['a', '7', 'a-b', 'a--b', 'virtual-kubelet', '1st'])('may be %j', name => {
    expect(() => checkConnectorName(name)).not.toThrow()
  })

  it.each(['', '-a', 'a-', 'A', 'a_b', 'a.b', 'a b', 'ä', 'a\n', '\na', '--help', 'a;b', '$(x)'])("may not be %j, with az's text", name => {
    expect(() => checkConnectorName(name)).toThrow(
      '--connector-name must consist of lower case alphanumeric characters or dashes (-), and must start and end with an alphanumeric character.',
    )
  })

  it.each([
    ['Linux', 'eastus', 34],
    ['Windows', 'eastus', 32],
    ['Windows', 'australiasoutheast', 20],
    ['Linux', 'germanywestcentral', 22],
  ] as const)('for %s in %s may have at most %d … characters', (osType, location, limit) => {
    expect(connectorNameLimit(osType, location)).toBe(limit)
    const longest = {connectorName: 'n'.repeat(limit), osType, location}
    expect(() => checkConnectorNameLength(longest)).not.toThrow()
    expect(nodeName(longest)).toHaveLength(63)
    expect(releaseName(longest).length).toBeLessThanOrEqual(53)
    expect(nodeName(longest)).toMatch(dnsLabel)
    const error = thrown(() => checkConnectorNameLength({...longest, connectorName: 'n'.repeat(limit + 1)}))
    expect(error).toBeInstanceOf(UsageError)
    expect((error as UsageError).message).toContain(
      `has ${limit + 1} characters; for ${osType} in ${location} it may have at most ${limit}`,
    )
  })

  it('of the default length fits everywhere', () => {
    for (const location of providerRegions) expect(connectorNameLimit('Windows', location)).toBeGreaterThanOrEqual('virtual-kubelet'.length)
  })
})

function thrown(act: () => void): unknown {
  try {
    act()
  } catch (error) {
    return error
  }
  return undefined
}
