import {describe, expect, it} from '@jest/globals'
import type {SmokePhase} from '../../../../src/lib/checks/facts/smoke.ts'
import {percentile, phaseTimes} from '../../../../src/lib/connector/smoke/phase-times.ts'
import {smokePod, type SmokePod} from '../../../../src/lib/connector/smoke/smoke-pod.ts'

const target = {connectorName: 'c', osType: 'Linux', nodeName: 'n', aciResourceGroup: 'g'} as const

function pod(deletedAt: number | undefined, reached: readonly (readonly [SmokePhase, number])[]): SmokePod {
  const one = smokePod(target, 'default', 'p', 1000)
  for (const [phase, at] of reached) one.reached.set(phase, at)
  one.deletedAt = deletedAt
  return one
}

describe('a percentile', () => {
  it.each([
    [[5], 50, 5],
    [[1, 2], 50, 1],
    [[3, 1, 2], 50, 2],
    [[4, 3, 2, 1], 50, 2],
    [[3, 9, 2], 100, 9],
    [[10, 9], 100, 10],
  ])('of %j at %d is a value that was measured', (values, rank, value) => {
    expect(percentile(values, rank)).toBe(value)
  })
})

describe('the times of the phases', () => {
  it('count from the phase before, and the last two from the deletion', () => {
    const whole = pod(6000, [
      ['scheduled', 1100],
      ['created', 1500],
      ['running', 4000],
      ['log', 5000],
      ['deleted', 8000],
      ['gone', 7000],
    ])
    expect(phaseTimes([whole])).toEqual([
      {phase: 'scheduled', p50Ms: 100, maxMs: 100},
      {phase: 'created', p50Ms: 400, maxMs: 400},
      {phase: 'running', p50Ms: 2500, maxMs: 2500},
      {phase: 'log', p50Ms: 1000, maxMs: 1000},
      {phase: 'deleted', p50Ms: 2000, maxMs: 2000},
      {phase: 'gone', p50Ms: 1000, maxMs: 1000},
    ])
  })

  it('are those of the pods that came so far', () => {
    const stopped = pod(undefined, [['scheduled', 1300]])
    const further = pod(undefined, [
      ['scheduled', 1100],
      ['created', 1500],
    ])
    expect(phaseTimes([stopped, further])).toEqual([
      {phase: 'scheduled', p50Ms: 100, maxMs: 300},
      {phase: 'created', p50Ms: 400, maxMs: 400},
    ])
    expect(phaseTimes([pod(undefined, [])])).toEqual([])
  })
})
