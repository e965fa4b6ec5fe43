import {expect, it} from '@jest/globals'
import {once} from '../../../../src/lib/connector/facts/once.ts'

it('the same thing is asked for once, also when it failed, and another thing of its own', async () => {
  const asked: string[] = []
  const ask = once(async (a: string, b: string) => {
    asked.push(`${a}-${b}`)
    if (a === 'bad') throw new Error('no')
    return a.length
  })
  expect(await Promise.all([ask('x', 'yz'), ask('x', 'yz'), ask('xy', 'z')])).toEqual([1, 1, 2])
  await expect(ask('bad', '')).rejects.toThrow('no')
  await expect(ask('bad', '')).rejects.toThrow('no')
  expect(asked).toEqual(['x-yz', 'xy-z', 'bad-'])
})
