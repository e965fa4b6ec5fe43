import {describe, expect, it} from '@jest/globals'
import {chosenSubnetId, subnetChoice, subnetRef, type SubnetArguments} from '../../../../src/lib/connector/model/subnet.ts'
import {UsageError} from '../../../../src/lib/errors.ts'

const subscriptionId = '5b8f1a52-0d3e-4c1c-9f67-3a2f7e1d4c90'
const id = `/subscriptions/${subscriptionId}/resourceGroups/net-group/providers/Microsoft.Network/virtualNetworks/net/subnets/aci`
const none: SubnetArguments = {vnetSubnetId: undefined, vnetName: undefined, subnetName: undefined, vnetResourceGroup: undefined}
const cluster = {subscriptionId, nodeResourceGroup: 'MC_g'}

function chosen(args: Partial<SubnetArguments>): string {
  const choice = subnetChoice({...none, ...args}, ['Linux'])
  return choice === undefined ? '' : chosenSubnetId(choice, cluster)
}

describe('the subnet that is asked for', () => {
  it('is none unless it is named', () => {
    expect(subnetChoice(none, ['Linux', 'Windows'])).toBeUndefined()
  })

  it('is named by its id or by names; the group is that of the nodes unless it is said', () => {
    expect(chosen({vnetSubnetId: id})).toBe(id)
    expect(chosen({vnetName: 'net', subnetName: 'aci', vnetResourceGroup: 'net-group'})).toBe(id)
    expect(chosen({vnetName: 'net', subnetName: 'aci'})).toBe(id.replace('net-group', 'MC_g'))
  })

  it.each<[string, Partial<SubnetArguments>]>([
    ['an id and a name', {vnetSubnetId: id, subnetName: 'aci'}],
    ['an id and a group', {vnetSubnetId: id, vnetResourceGroup: 'g'}],
    ['a network without a subnet', {vnetName: 'net'}],
    ['a subnet without a network', {subnetName: 'aci'}],
    ['a group alone', {vnetResourceGroup: 'g'}],
    ['a name that is a path', {vnetName: 'net/subnets/x', subnetName: 'aci'}],
    ['an empty name', {vnetName: 'net', subnetName: ''}],
    ['the id of a network', {vnetSubnetId: id.replace('/subnets/aci', '')}],
    ['no id', {vnetSubnetId: 'aci'}],
    ['one of another subscription', {vnetSubnetId: id.replace('5b8f1a52', '00000000')}],
  ])('is refused when it is %s', (_, args) => {
    expect(() => chosen(args)).toThrow(UsageError)
  })

  it('is not for Windows, and for both says how', () => {
    expect(() => subnetChoice({...none, vnetSubnetId: id}, ['Windows'])).toThrow(/Only Linux pods/)
    expect(() => subnetChoice({...none, vnetSubnetId: id}, ['Linux', 'Windows'])).toThrow(
      expect.objectContaining({exitCode: 2, hints: [expect.stringContaining('Run two installs')]}),
    )
  })
})

describe('the id of a subnet', () => {
  it('is taken apart whatever its case', () => {
    expect(subnetRef(`${id.toLowerCase()}/`)).toEqual({
      id: id.toLowerCase(),
      subscriptionId,
      resourceGroup: 'net-group',
      networkName: 'net',
      subnetName: 'aci',
    })
  })
})
