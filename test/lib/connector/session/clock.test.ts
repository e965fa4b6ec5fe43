import {describe, expect, it} from '@jest/globals'
import {clusterClock} from '../../../../src/lib/connector/session/clock.ts'

const here = new Date('2026-11-29T12:00:00Z')

function clock(aheadMs: number) {
  const warnings: string[] = []
  return {now: clusterClock({talk: {warning: text => void warnings.push(text)}, now: () => here, aheadMs: () => aheadMs}), warnings}
}

describe('the time of the cluster', () => {
  it('is that of the API server; a wrong clock of this machine is said once', () => {
    const {now, warnings} = clock(-50_000)
    expect([now(), now()]).toEqual([new Date('2026-11-29T11:59:10Z'), new Date('2026-11-29T11:59:10Z')])
    expect(warnings).toEqual([expect.stringContaining('The clock of this machine is 50 seconds ahead of that of the API server.')])
    const late = clock(3_600_000)
    late.now()
    expect(late.warnings).toEqual([expect.stringContaining('is 3600 seconds behind that of the API server')])
  })

  it('may differ a little: an answer takes its time', () => {
    const {now, warnings} = clock(10_000)
    expect(now()).toEqual(new Date('2026-11-29T12:00:10Z'))
    expect(warnings).toEqual([])
  })
})
