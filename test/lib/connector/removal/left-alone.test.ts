import {describe, expect, it} from '@jest/globals'
import {known} from '../../../../src/lib/checks/engine/fact.ts'
import type {NodeObject} from '../../../../src/lib/kubernetes/objects.ts'
import {connector} from './target.ts'
import {doubtsAboutNode, mayTouch, rivalsThatStay} from '../../../../src/lib/connector/removal/left-alone.ts'

const virtual: NodeObject = {kind: 'Node', metadata: {name: 'n', labels: {type: 'virtual-kubelet'}}}

describe('a node', () => {
  it('is the connector’s to delete when it is virtual, or gone', () => {
    expect(doubtsAboutNode(virtual)).toEqual([])
    expect(doubtsAboutNode(undefined)).toEqual([])
  })

  it('is not when a machine is behind it, whatever its labels say', () => {
    const providerID =
      'azure:///subscriptions/s/resourceGroups/mc/providers/Microsoft.Compute/virtualMachineScaleSets/pool/virtualMachines/0'
    expect(doubtsAboutNode({...virtual, spec: {providerID}})).toEqual(['its node n is a machine of the cluster'])
  })

  it('is not without the label', () => {
    const taints = [{key: 'azure.com/aci', effect: 'NoSchedule'}]
    expect(doubtsAboutNode({kind: 'Node', metadata: {name: 'aci-connector-1'}, spec: {taints}})).toEqual([])
    expect(doubtsAboutNode({kind: 'Node', metadata: {name: 'n'}, spec: {taints}})).not.toEqual([])
    expect(doubtsAboutNode({kind: 'Node', metadata: {name: 'n'}})).toEqual(['its node n does not have the label type=virtual-kubelet'])
  })
})

describe('rivals for a node', () => {
  const one = connector()
  const other = {...connector('Windows'), namespace: 'dev'}
  const rivalry = {...one, facts: {...one.facts, rivals: known([`dev/${other.release}`, 'Deployment dev/x'])}}

  it('count unless they are removed as well', () => {
    expect(rivalsThatStay(rivalry, [rivalry])).toEqual([`dev/${other.release}`, 'Deployment dev/x'])
    expect(rivalsThatStay(rivalry, [rivalry, other])).toEqual(['Deployment dev/x'])
  })
})

describe('how much of a connector may be touched', () => {
  it('is nothing with a doubt, and not the node if another connector needs it', () => {
    expect(mayTouch({doubts: ['its node is a machine'], rivals: ['dev/other']})).toBe('nothing')
    expect(mayTouch({doubts: [], rivals: ['dev/other']})).toBe('all but the node')
    expect(mayTouch({doubts: [], rivals: []})).toBe('everything')
  })
})
