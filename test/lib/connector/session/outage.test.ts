import {describe, expect, it} from '@jest/globals'
import {throughOutage} from '../../../../src/lib/connector/session/outage.ts'
import {UserError} from '../../../../src/lib/errors.ts'
import {ClusterUnreachable} from '../../../../src/lib/kubernetes/cluster-errors.ts'

/** A clock that only a wait moves on. */
function clock() {
  let now = 0
  return {
    now: () => new Date(now),
    sleep: async (ms: number): Promise<void> => {
      now += ms
    },
  }
}

describe('throughOutage', () => {
  it('does it again until the API server is back', async () => {
    const host = clock()
    let tries = 0
    await throughOutage(host, new Date(60_000), async () => {
      tries++
      if (host.now().getTime() < 5000) throw new ClusterUnreachable('refused')
    })
    expect(tries).toBe(6)
  })

  it('gives up when time runs out, with a last try then', async () => {
    const host = clock()
    const away = async (): Promise<void> => {
      throw new ClusterUnreachable('refused')
    }
    await expect(throughOutage(host, new Date(2500), away)).rejects.toThrow('refused')
    expect(host.now().getTime()).toBe(2500)
  })

  it('does not try again what is refused', async () => {
    let tries = 0
    const refused = async (): Promise<void> => {
      tries++
      throw new UserError('denied')
    }
    await expect(throughOutage(clock(), new Date(60_000), refused)).rejects.toThrow('denied')
    expect(tries).toBe(1)
  })
})
