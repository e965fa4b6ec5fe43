import {describe, expect, it} from '@jest/globals'
import {factOf, known, unknown} from '../../../../src/lib/checks/engine/fact.ts'
import {isFailure} from '../../../../src/lib/checks/engine/finding.ts'
import {InterruptedError} from '../../../../src/lib/errors.ts'

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

describe('a verdict', () => {
  it.each([
    ['ok', false],
    ['warning', false],
    ['skipped', false],
    ['problem', true],
    ['unknown', true],
  ] as const)('%s is a failure: %s', (verdict, failure) => {
    expect(isFailure({verdict})).toBe(failure)
  })
})
