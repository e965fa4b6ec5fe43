import {describe, expect, it} from '@jest/globals'
import type {AssignedConnector} from '../../../../src/lib/connector/removal/assigned-connectors.ts'
import type {ConnectorId} from '../../../../src/lib/connector/model/names.ts'
import type {ConnectorRecord} from '../../../../src/lib/connector/model/record/record.ts'
import {assignmentsToDelete, recordsToDelete} from '../../../../src/lib/connector/removal/last-steps.ts'
import {record} from '../install/wanted.ts'
import {connector, subscription} from './target.ts'

const withRecord = (osType: ConnectorId['osType'], changes: Partial<ConnectorRecord> = {}): AssignedConnector =>
  connector(osType, {record: {...record(osType), ...changes}})
const linux = withRecord('Linux', {subnetId: `${subscription}/resourceGroups/n/providers/Microsoft.Network/virtualNetworks/v/subnets/aci`})
const windows = withRecord('Windows')
const upstream = connector('Windows', {origin: 'upstream', record: undefined})
const [inGroup = '', onSubnet = ''] = linux.assignments.map(({id}) => id)
const assignments = [inGroup, onSubnet]

describe('role assignments to delete', () => {
  it('are those of the connectors that are gone', () => {
    expect([...assignmentsToDelete({gone: [linux], staying: [], assignments})]).toEqual([
      [inGroup, [linux]],
      [onSubnet, [linux]],
    ])
  })

  it('are those that vkctl computes, whatever the record says', () => {
    const forged = withRecord('Linux', {roleAssignmentId: `${subscription}/resourceGroups/prod`})
    expect([
      ...assignmentsToDelete({gone: [forged], staying: [], assignments: [...assignments, `${subscription}/resourceGroups/prod`]}),
    ]).toEqual([[inGroup, [forged]]])
  })

  it('are not those that a connector uses which stays', () => {
    expect([...assignmentsToDelete({gone: [linux], staying: [windows], assignments})]).toEqual([[onSubnet, [linux]]])
  })

  it('are told once when two connectors share one', () => {
    expect([...assignmentsToDelete({gone: [linux, windows], staying: [], assignments})]).toEqual([
      [inGroup, [linux, windows]],
      [onSubnet, [linux]],
    ])
  })

  it('are told also where the record cannot be used: the connector may have the identity of the nodes', () => {
    const broken = connector('Linux', {record: undefined, recordFault: {kind: 'broken', reason: 'it is not JSON'}})
    expect([...assignmentsToDelete({gone: [broken], staying: [], assignments})]).toEqual([[inGroup, [broken]]])
    expect([...assignmentsToDelete({gone: [windows], staying: [broken], assignments})]).toEqual([])
  })

  it('are those of an earlier place, too', () => {
    const {subscriptionId, aciResourceGroup, identity} = record()
    const moved = withRecord('Linux', {aciResourceGroup: 'now', earlierPlaces: [{subscriptionId, aciResourceGroup, identity}]})
    expect([...assignmentsToDelete({gone: [moved], staying: [], assignments})]).toEqual([[inGroup, [moved]]])
  })

  it('are none where vkctl assigned nothing', () => {
    expect([...assignmentsToDelete({gone: [connector(), upstream], staying: [], assignments: []})]).toEqual([])
  })
})

describe('records to delete', () => {
  const elsewhere = connector('Linux', {namespace: 'other'})

  it('go with their namespace when no connector stays in it', () => {
    expect(recordsToDelete({gone: [linux, windows, elsewhere], staying: [upstream].map(one => ({...one, namespace: 'third'}))})).toEqual([
      {namespace: 'virtual-kubelet', releases: ['vk-linux-eastus', 'vk-windows-eastus'], isLast: true},
      {namespace: 'other', releases: ['vk-linux-eastus'], isLast: true},
    ])
  })

  it('go alone when a connector stays there, whoever installed it', () => {
    expect(recordsToDelete({gone: [linux], staying: [upstream, elsewhere]})).toEqual([
      {namespace: 'virtual-kubelet', releases: ['vk-linux-eastus'], isLast: false},
    ])
  })

  it('are none for a connector that vkctl did not install', () => {
    expect(recordsToDelete({gone: [upstream], staying: []})).toEqual([])
  })
})
