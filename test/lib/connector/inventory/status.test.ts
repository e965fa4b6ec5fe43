import {describe, expect, it} from '@jest/globals'
import {known, unknown} from '../../../../src/lib/checks/engine/fact.ts'
import {statusOf} from '../../../../src/lib/connector/inventory/status.ts'
import {helmRelease, record} from '../install/wanted.ts'

type Facts = Parameters<typeof statusOf>[1]
const ready = [{type: 'Ready', status: 'True'}]
const well: Facts = {
  helm: known(helmRelease(record())),
  deployments: known([{kind: 'Deployment', metadata: {name: 'd'}}]),
  pods: known([{kind: 'Pod', metadata: {name: 'p'}, status: {conditions: ready}}]),
  node: known({kind: 'Node', metadata: {name: 'n'}, status: {conditions: ready}}),
  lease: known(undefined),
  rivals: known([]),
}

describe('the status of a connector', () => {
  it.each<[string, Partial<Facts>]>([
    ['Ready', {}],
    ['Unknown', {helm: unknown('no')}],
    ['Unknown', {pods: unknown('no')}],
    ['Missing', {helm: known(undefined)}],
    ['Missing', {deployments: known([])}],
    ['Failed', {helm: known(helmRelease(record(), {status: 'failed'}))}],
    ['Installing', {helm: known(helmRelease(record(), {status: 'pending-upgrade'}))}],
    ['NotReady', {pods: known([])}],
    ['NotReady', {node: known(undefined)}],
  ])('%s: %j', (status, changes) => {
    expect(statusOf('vkctl', {...well, ...changes})).toBe(status)
  })

  it('is Missing of a node without a connector', () => {
    expect(statusOf('node', well)).toBe('Missing')
  })
})
