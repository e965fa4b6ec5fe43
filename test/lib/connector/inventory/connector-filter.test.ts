import {describe, expect, it} from '@jest/globals'
import {matches, notFound, type ConnectorFilter} from '../../../../src/lib/connector/inventory/connector-filter.ts'

const connector = {connectorName: 'vk', osType: 'Linux', location: 'eastus', namespace: 'virtual-kubelet', nodeName: 'n'} as const

describe('the choice of connectors', () => {
  it.each<[ConnectorFilter, boolean]>([
    [{}, true],
    [{connectorName: 'vk', osTypes: ['Linux', 'Windows'], location: 'eastus', namespace: 'virtual-kubelet'}, true],
    [{connectorName: 'other'}, false],
    [{osTypes: ['Windows']}, false],
    [{location: 'westus2'}, false],
    [{namespace: 'other'}, false],
    [{nodeName: 'n'}, true],
    [{nodeName: 'other'}, false],
  ])('%j: %s', (filter, chosen) => {
    expect(matches(filter, connector)).toBe(chosen)
  })

  it('takes a node without a release whatever the namespace', () => {
    expect(matches({namespace: 'other'}, {...connector, namespace: ''})).toBe(true)
  })

  it('says what was looked for, and what is installed', () => {
    const error = notFound({connectorName: 'vk', osTypes: ['Windows'], location: 'eastus'}, [{release: 'vk-linux-eastus', nodeName: 'n'}])
    expect(error).toMatchObject({exitCode: 3, hints: ['Installed: vk-linux-eastus']})
    expect(error.message).toBe("No connector 'vk' for Windows in eastus is installed in this cluster.")
    const two = ['vk-linux-eastus', 'rival'].map(release => ({release, nodeName: 'n'}))
    const ofNode = notFound({nodeName: 'm'}, two)
    expect(ofNode).toMatchObject({
      message: expect.stringMatching(/^There is no virtual node 'm' in this cluster/),
      hints: ['Virtual nodes: n'],
    })
    expect(notFound({}, []).message).toBe('No connector is installed in this cluster.')
  })
})
