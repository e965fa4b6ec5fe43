import {describe, expect, it} from '@jest/globals'
import {isReady, restarts, whyNotReady} from '../../../../src/lib/checks/facts/pod-state.ts'
import type {ContainerStatus} from '../../../../src/lib/kubernetes/kinds/container-status.ts'
import type {PodObject} from '../../../../src/lib/kubernetes/objects.ts'
import {pod} from '../objects.ts'

function withContainer(status: Partial<ContainerStatus>, more: PodObject['status'] = {}): PodObject {
  return pod({
    status: {
      phase: 'Pending',
      conditions: [{type: 'Ready', status: 'False'}],
      containerStatuses: [{name: 'c', ready: false, restartCount: 0, ...status}],
      ...more,
    },
  })
}

describe('a pod is ready', () => {
  it('when its condition says so', () => {
    expect(isReady(pod())).toBe(true)
    expect(isReady(pod({ready: false}))).toBe(false)
    expect(isReady(pod({status: {phase: 'Running'}}))).toBe(false)
  })

  it('but not while it is being deleted', () => {
    expect(isReady(pod({deleting: true}))).toBe(false)
  })
})

it('restarts add up over the containers', () => {
  expect(restarts(pod({restarts: 3}))).toBe(3)
  expect(
    restarts(
      pod({
        status: {
          containerStatuses: [
            {name: 'a', ready: true, restartCount: 1},
            {name: 'b', ready: true, restartCount: 2},
          ],
        },
      }),
    ),
  ).toBe(3)
  expect(restarts(pod({status: {}}))).toBe(0)
})

describe('why a pod is not ready', () => {
  it.each<readonly [string, PodObject, string]>([
    [
      'an image that cannot be pulled',
      withContainer({state: {waiting: {reason: 'ImagePullBackOff', message: 'Back-off pulling image "x"'}}}),
      'ImagePullBackOff: Back-off pulling image "x"',
    ],
    [
      'a crash loop, with the exit code',
      withContainer({
        restartCount: 4,
        state: {waiting: {reason: 'CrashLoopBackOff', message: 'back-off 40s'}},
        lastState: {terminated: {exitCode: 255, reason: 'Error'}},
      }),
      'CrashLoopBackOff (last exit code 255)',
    ],
    ['a Secret that is missing', withContainer({state: {waiting: {reason: 'ContainerCreating'}}}), 'ContainerCreating'],
    ['a container that has just ended', withContainer({state: {terminated: {reason: 'Error', exitCode: 1}}}), 'Error (exit code 1)'],
    [
      'an init container, before the others',
      withContainer(
        {state: {waiting: {reason: 'PodInitializing'}}},
        {initContainerStatuses: [{name: 'i', ready: false, restartCount: 0, state: {waiting: {reason: 'ErrImagePull'}}}]},
      ),
      'ErrImagePull',
    ],
    [
      'no node that takes it',
      pod({
        status: {
          phase: 'Pending',
          conditions: [{type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes are available'}],
        },
      }),
      'Unschedulable: 0/3 nodes are available',
    ],
    ['its deletion', pod({deleting: true}), 'it is being deleted'],
    ['its probe', pod({ready: false}), 'its readiness probe does not pass yet'],
    ['its phase', pod({status: {phase: 'Pending'}}), 'its phase is Pending'],
    ['nothing at all', pod({status: {}}), 'its phase is unknown'],
    [
      'an eviction',
      pod({status: {phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory.'}}),
      'Evicted: The node was low on resource: memory.',
    ],
  ])('is told of %s', (_, given, text) => {
    expect(whyNotReady(given)).toBe(text)
  })
})
