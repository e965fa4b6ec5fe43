import {describe, expect, it} from '@jest/globals'
import {watchLease} from '../../../../../src/lib/connector/removal/steps/watch-lease.ts'
import type {StepContext} from '../../../../../src/lib/connector/session/step.ts'
import {openKubectl} from '../../../../../src/lib/kubernetes/kubectl.ts'
import type {KubeObject} from '../../../../../src/lib/kubernetes/objects.ts'
import {showing} from '../../../kubernetes/shown.ts'

const start = Date.parse('2026-11-29T12:00:00Z')
const at = (seconds: number) => new Date(start + seconds * 1000)

/** Watches a lease that is renewed at these seconds; resolves with the second at which the step ended. */
async function watch(...renewals: readonly number[]): Promise<number> {
  let now = 0
  const lease = (): readonly KubeObject[] => {
    const renewed = renewals.findLast(second => second <= now)
    if (renewed === undefined) return []
    const spec = {renewTime: at(renewed).toISOString(), leaseDurationSeconds: 40}
    return [{apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: {name: 'n', namespace: 'kube-node-lease'}, spec} as KubeObject]
  }
  const kubectl = openKubectl(showing(lease), 'kubectl', {kubeconfig: 'x'})
  const host = {sleep: async (ms: number) => void (now += ms / 1000)}
  await watchLease.take({do: 'watch-lease', nodeName: 'n'}, {host, session: {kubectl, now: () => at(now)}} as unknown as StepContext)
  return now
}

describe('a node without a connector', () => {
  it('is free at once if it has no lease or an old one', async () => {
    expect(await watch()).toBe(0)
    expect(await watch(-20)).toBe(0)
    expect(await watch(-3600)).toBe(0)
  })

  it('is free once nobody renewed its lease for as long as a connector would', async () => {
    expect(await watch(-3)).toBe(12.5)
  })

  it('is not free if somebody renews it', async () => {
    await expect(watch(-3, 7)).rejects.toMatchObject({exitCode: 1, message: expect.stringContaining('still renews its lease')})
  })
})
