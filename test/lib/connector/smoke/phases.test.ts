import {describe, expect, it} from '@jest/globals'
import type {SmokePhase} from '../../../../src/lib/checks/facts/smoke.ts'
import {notePhases, publicIpOf} from '../../../../src/lib/connector/smoke/phases.ts'
import {away, group, object, podThatReached, stateOf, type Seen} from './state.ts'

describe('the phases that a pod has come through', () => {
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
    expect(notePhases(pod, stateOf(seen), 7)).toEqual(phases)
    for (const phase of phases) expect(pod.reached.get(phase)).toBe(7)
  })

  it('are none when nobody could look', () => {
    expect(notePhases(podThatReached(), away, 7)).toEqual([])
    const deleted = podThatReached('scheduled', 'created', 'running', 'log')
    deleted.deletedAt = 5
    expect(notePhases(deleted, away, 7)).toEqual([])
  })

  it('do not take a pod that was not deleted for gone', () => {
    expect(notePhases(podThatReached('scheduled'), stateOf({}), 7)).toEqual([])
  })

  it('end with Pod and container group gone, in either order', () => {
    const pod = podThatReached('scheduled', 'created', 'running', 'log')
    pod.deletedAt = 5
    expect(notePhases(pod, stateOf({pod: object(undefined, 'n')}), 7)).toEqual(['gone'])
    expect(notePhases(pod, stateOf({}), 8)).toEqual(['deleted'])
  })
})

it('a public address is seen, a private one is none', () => {
  const pod = podThatReached()
  expect(publicIpOf(pod, stateOf({group: group({ip: '20.1.1.1'})}))).toBe('20.1.1.1')
  expect(publicIpOf(pod, stateOf({group: group({ip: '10.1.1.1', isPublic: false})}))).toBeUndefined()
  expect(publicIpOf(pod, away)).toBeUndefined()
})
