import {describe, expect, it} from '@jest/globals'
import {askedPauseMs} from '../../../src/lib/http/patience.ts'

describe('the pause that Retry-After asks for', () => {
  const now = Date.parse('2026-11-23T12:00:00Z')

  it.each([
    ['0', 0],
    ['17', 17_000],
    ['Mon, 23 Nov 2026 12:00:30 GMT', 30_000],
    ['Mon, 23 Nov 2026 11:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s', (header, ms) => {
    expect(askedPauseMs(header, now)).toBe(ms)
  })
})
