import {describe, expect, it} from '@jest/globals'
import {askedPauseMs, pauseBeforeRepeat} from '../../../src/lib/http/patience.ts'

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

describe('the pause before a request is repeated', () => {
  const patience = {attempts: 9, attemptMs: 1000, pauseMs: 100, longestOwnPauseMs: 300, longestPauseMs: 5000}
  const nothing = {status: undefined, retryAfter: undefined, code: undefined}

  it.each([
    ['of its own after a lost connection', {code: 'ECONNRESET'}, {pauseMs: 300, asked: false}],
    ['none after another error of the connection', {code: 'CERT_HAS_EXPIRED'}, {pauseMs: undefined, asked: false}],
    ['of its own after an error of the server', {status: 503}, {pauseMs: 300, asked: false}],
    ['as long as the server asks for', {status: 429, retryAfter: '4'}, {pauseMs: 4000, asked: true}],
    ['none when the server asks for too long', {status: 429, retryAfter: '6'}, {pauseMs: undefined, asked: true}],
    ['none after a refusal', {status: 403, retryAfter: '1'}, {pauseMs: undefined, asked: false}],
  ])('%s', (_, outcome, pause) => {
    expect(pauseBeforeRepeat(patience, 2, {...nothing, ...outcome})).toEqual(pause)
  })
})
