import {describe, expect, it} from '@jest/globals'
import {axisUpTo, percent} from '../../../src/findings/html/axis.ts'

describe('an axis', () => {
  it.each([
    [0, [0, 200, 400, 600, 800, 1000]],
    [1000, [0, 200, 400, 600, 800, 1000]],
    [1001, [0, 500, 1000, 1500]],
    [41_200, [0, 10_000, 20_000, 30_000, 40_000, 50_000]],
    [900_000, [0, 300_000, 600_000, 900_000]],
    [9e9, [0, 50, 100, 150].map(days => days * 86_400_000)],
  ])('up to %d ms has round steps', (longest, ticks) => {
    expect(axisUpTo(longest)).toEqual({end: ticks.at(-1), ticks})
  })

  it('has at most six labels, whatever its length', () => {
    for (let longest = 1; longest < 1e7; longest = Math.ceil(longest * 1.07)) {
      const {end, ticks} = axisUpTo(longest)
      expect(ticks.length).toBeLessThanOrEqual(6)
      expect(end).toBeGreaterThanOrEqual(longest)
    }
  })

  it('places a time as a part of the whole', () => {
    expect(percent(500, axisUpTo(2000))).toBe('25.00%')
  })
})
