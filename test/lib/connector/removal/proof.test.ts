import {describe, expect, it} from '@jest/globals'
import {known} from '../../../../src/lib/checks/engine/fact.ts'
import {doubtsAboutNode, rivalsThatStay} from '../../../../src/lib/connector/removal/proof.ts'
import type {NodeObject} from '../../../../src/lib/kubernetes/objects.ts'
import {connector} from './target.ts'

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
