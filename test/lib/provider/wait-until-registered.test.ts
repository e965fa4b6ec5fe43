import {describe, expect, it} from '@jest/globals'
import {TimedOutError} from '../../../src/lib/errors.ts'
import {waitUntilRegistered} from '../../../src/lib/provider/wait-until-registered.ts'
import {talkTo} from '../../talk.ts'

/** Waits on a clock of its own; the last state stays. */
function wait(states: readonly string[], timeoutMs = 600_000) {
  const pauses: number[] = []
  const steps: string[] = []
  let clock = 0
  let polls = 0
  const done = waitUntilRegistered({
    azure: {
      provider: async namespace => ({
        namespace,
        registrationState: states[Math.min(++polls, states.length - 1)] ?? '',
        containerGroupLocations: [],
      }),
    },
    namespace: 'Microsoft.ContainerInstance',
    registrationState: states[0] ?? '',
    timeoutMs,
    system: {
      now: () => new Date(clock),
      async sleep(ms) {
        pauses.push(ms)
        clock += ms
      },
    },
    talk: talkTo({step: text => void steps.push(text)}),
  })
  return {done, pauses, steps}
}

describe('waiting for a registration', () => {
  it('does not ask again when ARM says Registered at once', async () => {
    const {done, pauses} = wait(['Registered'])
    await done
    expect(pauses).toEqual([])
  })

  it('begins with a second and slows down to ten', async () => {
    const {done, pauses, steps} = wait([...Array.from({length: 10}, () => 'Registering'), 'Registered'])
    await done
    expect(pauses[0]).toBe(1000)
    expect(pauses.at(-1)).toBe(10_000)
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b))
    expect(new Set(steps)).toEqual(new Set(['Waiting for Microsoft.ContainerInstance to be registered: Registering']))
  })

  it('bears with ARM showing the old state for a moment', async () => {
    const {done, pauses} = wait(['NotRegistered', 'NotRegistered', 'Registering', 'Registered'])
    await done
    expect(pauses).toHaveLength(3)
  })

  it.each(['Unregistering', 'Unregistered', 'NotRegistered'])('fails at once when Registering turns into %s', async state => {
    await expect(wait(['Registering', 'Registering', state]).done).rejects.toThrow(`Microsoft.ContainerInstance is ${state}`)
  })

  it('fails when it never begins', async () => {
    const {done, pauses} = wait(['NotRegistered'])
    await expect(done).rejects.toMatchObject({exitCode: 1})
    expect(pauses.length).toBeLessThan(10)
  })

  it('ends exactly when the time is over', async () => {
    const {done, pauses} = wait(['Registering'], 5000)
    await expect(done).rejects.toThrow(TimedOutError)
    expect(pauses.reduce((sum, ms) => sum + ms, 0)).toBe(5000)
  })
})
