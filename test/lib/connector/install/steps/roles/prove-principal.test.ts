import {expect, it} from '@jest/globals'
import {provePrincipal} from '../../../../../../src/lib/connector/install/steps/roles/prove-principal.ts'
import type {StepContext} from '../../../../../../src/lib/connector/session/step.ts'
import {Secret} from '../../../../../../src/lib/secret.ts'

const step = {
  do: 'prove-principal',
  principal: {clientId: 'sp', clientSecret: new Secret('t0p s3cret')},
  resourceGroup: 'aci',
} as const

/** A context in which only sleeping takes time, and Azure accepts the principal after this time. */
function context(acceptedAfterMs: number): StepContext & {readonly slept: () => number} {
  let clock = 0
  const host = {
    azure: {acceptsPrincipal: async (_: unknown, group: string) => group === 'aci' && clock >= acceptedAfterMs},
    now: () => new Date(clock),
    sleep: async (ms: number) => void (clock += ms),
  }
  return {host, deadline: new Date(60_000), slept: () => clock} as unknown as StepContext & {readonly slept: () => number}
}

it('waits until Azure accepts the service principal', async () => {
  const late = context(9000)
  await provePrincipal.take(step, late)
  expect(late.slept()).toBe(10_000)
  const atOnce = context(0)
  await provePrincipal.take(step, atOnce)
  expect(atOnce.slept()).toBe(0)
})

it('ends at the deadline, and says that the connector keeps its identity', async () => {
  await expect(provePrincipal.take(step, context(100_000))).rejects.toMatchObject({
    exitCode: 5,
    message: 'Azure does not accept the role of the service principal sp in aci yet.',
    hints: [expect.stringContaining('keeps the identity that it has')],
  })
})
