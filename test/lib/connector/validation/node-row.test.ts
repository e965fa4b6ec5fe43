import {describe, expect, it} from '@jest/globals'
import {known, unknown} from '../../../../src/lib/checks/engine/fact.ts'
import type {InspectedConnector} from '../../../../src/lib/connector/inspection/inspection.ts'
import {age, nodeRow} from '../../../../src/lib/connector/validation/node-row.ts'

const now = new Date('2026-11-29T12:00:00Z')
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString()
const connector = (node: unknown) =>
  ({
    connectorName: 'vk',
    subject: {osType: 'Linux', target: 'vk-linux-eastus', nodeName: 'n', now},
    facts: {node},
  }) as unknown as InspectedConnector

describe('the row of a node', () => {
  it('shows what kubectl get nodes shows', () => {
    const node = {
      metadata: {name: 'n', creationTimestamp: ago(600), labels: {'node-role.kubernetes.io/agent': '', 'kubernetes.io/role': 'virtual'}},
      spec: {unschedulable: true},
      status: {conditions: [{type: 'Ready', status: 'True'}], nodeInfo: {kubeletVersion: 'v1.29'}},
    }
    expect(nodeRow(connector(known(node)))).toMatchObject({
      name: 'n',
      status: 'Ready,SchedulingDisabled',
      roles: 'agent,virtual',
      age: '10m',
      version: 'v1.29',
    })
  })

  it('tells a node that is not there from one that nobody could read', () => {
    expect(nodeRow(connector(known(undefined)))).toMatchObject({status: 'Missing', roles: '<none>', age: '<unknown>'})
    expect(nodeRow(connector(unknown('no'))).status).toBe('Unknown')
  })

  it.each([
    [0, '0s'],
    [119, '119s'],
    [125, '2m5s'],
    [120, '2m'],
    [900, '15m'],
    [3 * 3600 + 120, '3h2m'],
    [10 * 3600, '10h'],
    [50 * 3600, '2d2h'],
    [20 * 86_400, '20d'],
    [800 * 86_400, '2y70d'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(age(ago(seconds), now)).toBe(text)
  })
})
