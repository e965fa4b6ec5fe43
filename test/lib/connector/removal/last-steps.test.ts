import {describe, expect, it} from '@jest/globals'
import type {Installed} from '../../../../src/lib/connector/inventory/installed.ts'
import type {ConnectorId} from '../../../../src/lib/connector/model/names.ts'
import type {Receipt} from '../../../../src/lib/connector/model/record/record.ts'
import {assignmentsToDelete, receiptsToDelete} from '../../../../src/lib/connector/removal/last-steps.ts'
import {receipt} from '../install/wanted.ts'
import {connector} from './target.ts'

const withReceipt = (osType: ConnectorId['osType'], changes: Partial<Receipt>): Installed =>
  connector(osType, {receipt: {...receipt(osType), ...changes}})
const linux = withReceipt('Linux', {roleAssignmentId: '/a', networkRoleAssignmentId: '/b'})
const windows = withReceipt('Windows', {roleAssignmentId: '/a'})
const upstream = connector('Windows', {origin: 'helm', receipt: undefined})

describe('role assignments to delete', () => {
  it('are those of the connectors that are gone', () => {
    expect([...assignmentsToDelete({gone: [linux], staying: []})]).toEqual([
      ['/a', [linux]],
      ['/b', [linux]],
    ])
  })

  it('are not those that a connector uses which stays', () => {
    expect([...assignmentsToDelete({gone: [linux], staying: [windows]})]).toEqual([['/b', [linux]]])
  })

  it('are told once when two connectors share one', () => {
    expect([...assignmentsToDelete({gone: [linux, windows], staying: []})]).toEqual([
      ['/a', [linux, windows]],
      ['/b', [linux]],
    ])
  })

  it('are none where vkctl assigned nothing', () => {
    expect([...assignmentsToDelete({gone: [connector(), upstream], staying: []})]).toEqual([])
  })
})

describe('receipts to delete', () => {
  const elsewhere = connector('Linux', {namespace: 'other'})

  it('go with their namespace when no connector stays in it', () => {
    expect(receiptsToDelete({gone: [linux, windows, elsewhere], staying: [upstream].map(one => ({...one, namespace: 'third'}))})).toEqual([
      {namespace: 'virtual-kubelet', releases: ['vk-linux-eastus', 'vk-windows-eastus'], isLast: true},
      {namespace: 'other', releases: ['vk-linux-eastus'], isLast: true},
    ])
  })

  it('go alone when a connector stays there, whoever installed it', () => {
    expect(receiptsToDelete({gone: [linux], staying: [upstream, elsewhere]})).toEqual([
      {namespace: 'virtual-kubelet', releases: ['vk-linux-eastus'], isLast: false},
    ])
  })

  it('are none for a connector that vkctl did not install', () => {
    expect(receiptsToDelete({gone: [upstream], staying: []})).toEqual([])
  })
})
