import {describe, expect, it} from '@jest/globals'
import {InterruptedError, UserError} from '../../../../src/lib/errors.ts'
import {interruption} from '../../../../src/lib/connector/session/interruption.ts'

const hints = ['Nothing was changed.']
function aborted(by: 'SIGINT' | 'SIGTERM'): AbortSignal {
  const controller = new AbortController()
  controller.abort(new InterruptedError(by))
  return controller.signal
}

describe('the interruption behind an error', () => {
  it('is none when nobody interrupted', () => {
    expect(interruption(new AbortController().signal, new UserError('no'), hints)).toBeUndefined()
  })

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends with exit code %d, and says what was done', (by, exitCode) => {
    const cause = new UserError('kubectl was killed')
    expect(interruption(aborted(by), cause, hints)).toMatchObject({exitCode, hints, cause})
  })

  it('is said by who knew more', () => {
    const told = new InterruptedError('SIGINT', {hints: ['The release is there.']})
    expect(interruption(aborted('SIGINT'), told, hints)).toBe(told)
    expect(interruption(aborted('SIGINT'), new InterruptedError('SIGINT'), hints)).toMatchObject({hints})
  })
})
