import {describe, expect, it} from '@jest/globals'
import {someOf} from '../../../../src/lib/checks/wording/some-of.ts'

describe('some of many names', () => {
  it.each([
    [['a'], 'a'],
    [['a', 'b', 'c', 'd', 'e'], 'a, b, c, d, e'],
    [['a', 'b', 'c', 'd', 'e', 'f'], 'a, b, c, d, e and 1 more'],
  ])('%j', (names, text) => {
    expect(someOf(names)).toBe(text)
  })
})
