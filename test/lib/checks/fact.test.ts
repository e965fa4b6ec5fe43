import {describe, expect, it} from '@jest/globals'
import {factOf, known, unknown} from '../../../src/lib/checks/fact.ts'
import {isFailure, judge, type Rule} from '../../../src/lib/checks/finding.ts'
import {InterruptedError} from '../../../src/lib/errors.ts'

describe('a fact', () => {
  it('is what was read', async () => {
    expect(await factOf(Promise.resolve(undefined), new AbortController().signal)).toEqual(known(undefined))
  })

  it('is unknown, with the reason, when it could not be read', async () => {
    expect(await factOf(Promise.reject(new Error('no such host')), new AbortController().signal)).toEqual(unknown('no such host'))
  })

  it('does not hide an interrupt', async () => {
    const controller = new AbortController()
    controller.abort(new InterruptedError('SIGINT'))
    await expect(factOf(Promise.reject(new Error('killed')), controller.signal)).rejects.toThrow(InterruptedError)
  })
})

describe('judging', () => {
  const rule: Rule<number> = {
    id: 'even',
    title: 'It is even',
    check: number => ({verdict: number % 2 === 0 ? 'ok' : 'problem', message: `${number}`, remedy: '', target: 't'}),
  }

  it('gives one finding a rule, with its id and title', () => {
    expect(judge([rule, rule], 3)).toEqual(
      Array.from({length: 2}, () => ({id: 'even', title: 'It is even', verdict: 'problem', message: '3', remedy: '', target: 't'})),
    )
  })

  it.each([
    ['ok', false],
    ['warning', false],
    ['problem', true],
    ['unknown', true],
  ] as const)('takes %s for a failure: %s', (verdict, failure) => {
    expect(isFailure({id: '', title: '', message: '', remedy: '', target: '', verdict})).toBe(failure)
  })
})
