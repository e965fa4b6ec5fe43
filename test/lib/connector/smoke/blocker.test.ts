import {describe, expect, it} from '@jest/globals'
import type {SmokePhase} from '../../../../src/lib/checks/facts/smoke.ts'
import {blockerOf} from '../../../../src/lib/connector/smoke/blocker.ts'
import {away, event, group, object, podThatReached, stateOf, type Seen} from './state.ts'

describe('what keeps a pod from getting on', () => {
  const unscheduled = object({
    conditions: [{type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/1 nodes are available'}],
  })

  it.each<readonly [string, readonly SmokePhase[], Seen, string, number]>([
    ['the scheduler', [], {pod: unscheduled}, '0/1 nodes are available', 15_000],
    ['the provider', ['scheduled'], {pod: object({reason: 'ProviderFailed', message: 'no vnet'}, 'n')}, 'no vnet', 5000],
    ['its end', ['scheduled', 'created'], {pod: object({phase: 'Failed', reason: 'NotFound', message: 'gone'}, 'n')}, 'NotFound: gone', 0],
    ['somebody who deleted it', ['scheduled'], {}, 'somebody deleted the pod', 0],
    [
      'an image that cannot be pulled',
      ['scheduled', 'created'],
      {
        pod: object(undefined, 'n'),
        group: group({events: [event('Pulling', 4), event('Failed', 3, 'no such image'), event('BackOff', 9)]}),
      },
      'no such image',
      0,
    ],
    [
      'a group that ACI gave up',
      ['scheduled', 'created'],
      {pod: object(undefined, 'n'), group: group({state: undefined, provisioningState: 'Failed'})},
      'ACI says that the container group is Failed',
      0,
    ],
    [
      'a log that cannot be read',
      ['scheduled', 'created', 'running'],
      {pod: object({phase: 'Running'}, 'n'), log: {why: 'no certificate'}},
      'no certificate',
      60_000,
    ],
  ])('is %s', (_, before, seen, why, toleratedMs) => {
    expect(blockerOf(podThatReached(...before), stateOf(seen))).toEqual({why, toleratedMs})
  })

  it.each<readonly [string, readonly SmokePhase[], Seen]>([
    ['nothing while it is placed', [], {pod: object()}],
    [
      'nothing while an image is pulled',
      ['scheduled', 'created'],
      {pod: object(undefined, 'n'), group: group({events: [event('Pulling', 1)]})},
    ],
    [
      'nothing after one failed pull',
      ['scheduled', 'created'],
      {pod: object(undefined, 'n'), group: group({events: [event('Failed', 1, 'busy')]})},
    ],
    // The connector leaves the reason standing after a later try went well.
    ['not the provider any more', ['scheduled', 'created'], {pod: object({reason: 'ProviderFailed'}, 'n'), group: group()}],
  ])('is %s', (_, before, seen) => {
    expect(blockerOf(podThatReached(...before), stateOf(seen))).toBeUndefined()
  })

  it('is nothing that can be told while nobody can look', () => {
    expect(blockerOf(podThatReached('scheduled'), away)).toBeUndefined()
  })

  it('is, after the deletion, only that it does not go', () => {
    const pod = podThatReached('scheduled', 'created', 'running', 'log', 'deleted')
    pod.deletedAt = 5
    expect(blockerOf(pod, stateOf({group: group()}))).toMatchObject({why: expect.stringMatching(/^the container group is still there/)})
  })
})
