import {describe, expect, it} from '@jest/globals'
import {inTurns} from '../../../src/lib/http/in-turns.ts'

describe('work in turns', () => {
  it('begins when there is room, in order, also after work that failed', async () => {
    const turn = inTurns(2)
    const begun: number[] = []
    const ends = [0, 1, 2, 3].map(() => Promise.withResolvers<number>())
    const all = ends.map(({promise}, index) =>
      turn(() => {
        begun.push(index)
        return promise
      }),
    )
    const settled = Promise.allSettled(all)
    await Promise.resolve()
    expect(begun).toEqual([0, 1])
    ends[1]?.reject(new Error('no'))
    await expect(all[1]).rejects.toThrow('no')
    expect(begun).toEqual([0, 1, 2])
    for (const {resolve} of ends) resolve(7)
    await settled
    expect(begun).toEqual([0, 1, 2, 3])
    // All places are free again.
    expect(await Promise.all([turn(async () => 1), turn(async () => 2)])).toEqual([1, 2])
  })
})
