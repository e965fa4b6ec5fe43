import {describe, expect, it} from '@jest/globals'
import {isOver, nextPhase, phaseMs, smokePod} from '../../../../src/lib/connector/smoke/smoke-pod.ts'
import {podThatReached, target} from './state.ts'

const all = ['scheduled', 'created', 'running', 'log', 'deleted', 'gone'] as const

describe('a sample pod', () => {
  it('has a container group that is named as the provider names it', () => {
    expect(smokePod(target, 'default', 'p', 0).containerGroupName).toBe('default-p')
  })

  it('waits for the first phase that it has not reached', () => {
    expect(nextPhase(podThatReached())).toBe('scheduled')
    expect(nextPhase(podThatReached('scheduled', 'running'))).toBe('created')
    // Its container group may be gone before its Pod.
    expect(nextPhase(podThatReached('scheduled', 'created', 'running', 'log', 'gone'))).toBe('deleted')
    expect(nextPhase(podThatReached(...all))).toBeUndefined()
  })

  it('is over when it came through all phases or failed', () => {
    expect(isOver(podThatReached(...all))).toBe(true)
    const pod = podThatReached('scheduled')
    expect(isOver(pod)).toBe(false)
    pod.failure = {phase: 'created', reason: 'no', timedOut: false}
    expect(isOver(pod)).toBe(true)
  })
})

describe('the time of a phase', () => {
  const pod = smokePod(target, 'default', 'p', 1000)
  pod.reached.set('scheduled', 1200).set('created', 1700).set('deleted', 9000).set('gone', 9500)
  pod.deletedAt = 8000

  it.each([
    ['scheduled', 200],
    ['created', 500],
    ['running', undefined],
    ['deleted', 1000],
    ['gone', 1500],
  ] as const)('%s is %s ms', (phase, ms) => {
    expect(phaseMs(pod, phase)).toBe(ms)
  })
})
