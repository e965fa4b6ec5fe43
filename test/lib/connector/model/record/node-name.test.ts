import {describe, expect, it} from '@jest/globals'
import {provedNodeName} from '../../../../../src/lib/connector/model/record/node-name.ts'

const id = {connectorName: 'vk', osType: 'Linux', location: 'eastus'} as const
const usual = 'virtual-kubelet-vk-linux-eastus'
const nothing = {registered: undefined, isLeft: () => false}

describe('the node of a connector', () => {
  it('has the usual name, whatever its Deployment says and with nothing that proves it', () => {
    expect(provedNodeName(id, undefined, nothing)).toBe(usual)
    expect(provedNodeName(id, {nodeName: usual}, nothing)).toBe(usual)
    expect(provedNodeName(id, {nodeName: usual}, {...nothing, registered: 'edited'})).toBe(usual)
  })

  it('has the name in the record if its Deployment registers it, or if nobody does any more', () => {
    expect(provedNodeName(id, {nodeName: 'kept'}, {...nothing, registered: 'kept'})).toBe('kept')
    expect(provedNodeName(id, {nodeName: 'kept'}, {...nothing, isLeft: name => name === 'kept'})).toBe('kept')
  })

  it('is not another one because a record says so', () => {
    expect(provedNodeName(id, {nodeName: 'of-others'}, nothing)).toBeUndefined()
    expect(provedNodeName(id, {nodeName: 'of-others'}, {...nothing, registered: usual})).toBeUndefined()
    expect(provedNodeName(id, {nodeName: 'left-by-others'}, {registered: usual, isLeft: () => true})).toBeUndefined()
  })

  it('is what its Deployment registers if the record is lost', () => {
    expect(provedNodeName(id, undefined, {...nothing, registered: 'kept'})).toBe('kept')
  })
})
