import {expect, it} from '@jest/globals'
import {untilNoConflict} from '../../../src/lib/kubernetes/conflicts.ts'

it('tries again while somebody else changes the object, even six times in a row', async () => {
  let tried = 0
  const attempt = () => Promise.resolve({result: ++tried, isConflict: tried <= 6})
  expect(await untilNoConflict(attempt)).toBe(7)
})
