import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {setImmediate} from 'node:timers/promises'
import {unlessAborted} from '../../../../src/lib/azure/sign-in/sign-in.ts'
import {InterruptedError} from '../../../../src/lib/errors.ts'

describe('work that cannot be interrupted', () => {
  const unhandled: unknown[] = []
  const note = (reason: unknown) => void unhandled.push(reason)
  beforeEach(() => void process.on('unhandledRejection', note))
  afterEach(() => void process.off('unhandledRejection', note))

  it.each(['before it began', 'meanwhile'])('is not waited for after an interrupt %s, and may fail unseen', async when => {
    const controller = new AbortController()
    const work = Promise.withResolvers<void>()
    if (when === 'before it began') controller.abort(new InterruptedError('SIGINT'))
    const waiting = unlessAborted(work.promise, controller.signal)
    controller.abort(new InterruptedError('SIGINT'))
    await expect(waiting).rejects.toThrow(InterruptedError)
    work.reject(new Error('too late'))
    await setImmediate()
    expect(unhandled).toEqual([])
  })

  it('gives what comes of it without one', async () => {
    const {signal} = new AbortController()
    expect(await unlessAborted(Promise.resolve(1), signal)).toBe(1)
    await expect(unlessAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no')
  })
})
