import {describe, expect, it} from '@jest/globals'
import type {ContainerEvent, ContainerGroupInstance} from '../../../../src/lib/azure/azure.ts'
import {known, unknown} from '../../../../src/lib/checks/fact.ts'
import type {SmokePhase} from '../../../../src/lib/checks/smoke.ts'
import {hindrance} from '../../../../src/lib/connector/smoke/hindrance.ts'
import type {SmokeLook} from '../../../../src/lib/connector/smoke/look.ts'
import {publicIpIn, reach} from '../../../../src/lib/connector/smoke/reach.ts'
import {smokePod, type SmokePod} from '../../../../src/lib/connector/smoke/smoke-pod.ts'
import type {PodObject} from '../../../../src/lib/kubernetes/objects.ts'

const target = {connectorName: 'c', osType: 'Linux', nodeName: 'n', aciResourceGroup: 'g'} as const

function podThatReached(...phases: readonly SmokePhase[]): SmokePod {
  const pod = smokePod(target, 'default', 'p', 0)
  for (const phase of phases) pod.reached.set(phase, 1)
  return pod
}

const object = (status: PodObject['status'] = {phase: 'Pending'}, nodeName?: string): PodObject => ({
  metadata: {name: 'p', namespace: 'default'},
  spec: {...(nodeName !== undefined && {nodeName})},
  status,
})

const group = (more: Partial<ContainerGroupInstance> = {}): ContainerGroupInstance => ({
  id: '/g',
  name: 'default-p',
  tags: {},
  provisioningState: 'Pending',
  osType: 'Linux',
  ip: undefined,
  isPublic: true,
  ports: [80],
  state: 'Pending',
  events: [],
  ...more,
})

const event = (name: string, count: number, message = ''): ContainerEvent => ({
  name,
  type: name === 'Failed' ? 'Warning' : 'Normal',
  message,
  count,
})

interface Seen {
  readonly pod?: PodObject | undefined
  readonly group?: ContainerGroupInstance | undefined
  readonly log?: {readonly line: string} | {readonly why: string}
}

function look({pod, group: one, log}: Seen): SmokeLook {
  return {
    pods: known(new Map(pod === undefined ? [] : [['p', pod]])),
    groups: known(new Map(one === undefined ? [] : [[one.name, one]])),
    instances: new Map(one === undefined ? [] : [[one.name, one]]),
    logs: new Map(log === undefined ? [] : [['p', log]]),
  }
}

const away: SmokeLook = {pods: unknown('no route'), groups: unknown('no route'), instances: new Map(), logs: new Map()}

describe('the phases that a look shows', () => {
  it.each<readonly [string, readonly SmokePhase[], Seen, readonly SmokePhase[]]>([
    ['nothing while it is not placed', [], {pod: object()}, []],
    ['that it is placed', [], {pod: object(undefined, 'n')}, ['scheduled']],
    ['a container group', ['scheduled'], {pod: object(undefined, 'n'), group: group()}, ['created']],
    ['a group although the Pod was looked at too early', [], {pod: object(), group: group()}, ['scheduled', 'created']],
    ['that ACI runs it', ['scheduled', 'created'], {pod: object(undefined, 'n'), group: group({state: 'Running'})}, ['running']],
    ['that the Pod runs', ['scheduled', 'created'], {pod: object({phase: 'Running'}, 'n'), group: group()}, ['running']],
    ['a line of the log', ['scheduled', 'created', 'running'], {pod: object(undefined, 'n'), group: group(), log: {line: 'up'}}, ['log']],
    ['no line', ['scheduled', 'created', 'running'], {pod: object(undefined, 'n'), group: group(), log: {why: 'no'}}, []],
  ])('%s', (_, before, seen, phases) => {
    const pod = podThatReached(...before)
    expect(reach(pod, look(seen), 7)).toEqual(phases)
    for (const phase of phases) expect(pod.reached.get(phase)).toBe(7)
  })

  it('are none when nobody could look', () => {
    expect(reach(podThatReached(), away, 7)).toEqual([])
    const deleted = podThatReached('scheduled', 'created', 'running', 'log')
    deleted.deletedAt = 5
    expect(reach(deleted, away, 7)).toEqual([])
  })

  it('do not take a pod that was not deleted for gone', () => {
    expect(reach(podThatReached('scheduled'), look({}), 7)).toEqual([])
  })

  it('end with Pod and container group gone, in either order', () => {
    const pod = podThatReached('scheduled', 'created', 'running', 'log')
    pod.deletedAt = 5
    expect(reach(pod, look({pod: object(undefined, 'n')}), 7)).toEqual(['gone'])
    expect(reach(pod, look({}), 8)).toEqual(['deleted'])
  })
})

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
  ])('is %s', (_, before, seen, why, patienceMs) => {
    expect(hindrance(podThatReached(...before), look(seen))).toEqual({why, patienceMs})
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
    expect(hindrance(podThatReached(...before), look(seen))).toBeUndefined()
  })

  it('is nothing that can be told while nobody can look', () => {
    expect(hindrance(podThatReached('scheduled'), away)).toBeUndefined()
  })

  it('is, after the deletion, only that it does not go', () => {
    const pod = podThatReached('scheduled', 'created', 'running', 'log', 'deleted')
    pod.deletedAt = 5
    expect(hindrance(pod, look({group: group()}))).toMatchObject({why: expect.stringMatching(/^the container group is still there/)})
  })
})

it('a public address is seen, a private one is none', () => {
  const pod = podThatReached()
  expect(publicIpIn(pod, look({group: group({ip: '20.1.1.1'})}))).toBe('20.1.1.1')
  expect(publicIpIn(pod, look({group: group({ip: '10.1.1.1', isPublic: false})}))).toBeUndefined()
  expect(publicIpIn(pod, away)).toBeUndefined()
})
