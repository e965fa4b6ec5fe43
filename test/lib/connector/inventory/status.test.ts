import {describe, expect, it} from '@jest/globals'
import {known, unknown} from '../../../../src/lib/checks/engine/fact.ts'
import {statusOf} from '../../../../src/lib/connector/inventory/status.ts'
import type {Condition} from '../../../../src/lib/connector/model/result.ts'
import {helmRelease, record} from '../install/wanted.ts'

type Facts = Parameters<typeof statusOf>[1]
const well: Facts = {helm: known(helmRelease(record())), deployments: known([{kind: 'Deployment', metadata: {name: 'd'}}])}
const condition = (status: Condition['status']): Condition => ({type: 'NodeReady', status, reason: 'R', message: ''})

describe('the status of a connector', () => {
  it.each<[string, Partial<Facts>, Condition['status']]>([
    ['Ready', {}, 'True'],
    ['NotReady', {}, 'False'],
    ['Unknown', {}, 'Unknown'],
    ['Unknown', {helm: unknown('no')}, 'True'],
    ['Missing', {helm: known(undefined)}, 'False'],
    ['Missing', {deployments: known([])}, 'False'],
    ['Failed', {helm: known(helmRelease(record(), {status: 'failed'}))}, 'False'],
    ['Installing', {helm: known(helmRelease(record(), {status: 'pending-upgrade'}))}, 'False'],
  ])('%s: %j, and a condition that is %s', (status, changes, last) => {
    expect(
      statusOf({origin: 'vkctl', managedBy: undefined, workload: undefined}, {...well, ...changes}, [condition('True'), condition(last)]),
    ).toBe(status)
  })

  it('is Missing of a node without a connector', () => {
    const left = {origin: 'unknown', managedBy: undefined, workload: undefined} as const
    expect(statusOf(left, {...well, helm: known(undefined), deployments: known([])}, [condition('True')])).toBe('Missing')
  })

  it('does not depend on Helm if Helm did not install it', () => {
    const workload = {kind: 'Deployment', namespace: 'n', name: 'd'}
    const applied = {origin: 'upstream', managedBy: {tool: 'kubectl', kind: null, namespace: null, name: null}, workload} as const
    expect(statusOf(applied, {...well, helm: unknown('no')}, [condition('True')])).toBe('Ready')
    expect(statusOf(applied, {...well, helm: known(undefined)}, [condition('False')])).toBe('NotReady')
    const byHelm = {...applied, managedBy: {...applied.managedBy, tool: 'helm'}} as const
    expect(statusOf(byHelm, {...well, helm: known(undefined)}, [condition('True')])).toBe('Missing')
  })
})
