import {describe, expect, it} from '@jest/globals'
import {measure, type SmokeRun} from '../../../../src/lib/connector/smoke/measure.ts'
import {smokePod, type SmokePod} from '../../../../src/lib/connector/smoke/smoke-pod.ts'
import {Cluster} from './cluster.ts'
import {target} from './state.ts'

function measured(cluster: Cluster, names: readonly string[], timeoutMs = 60_000): {pods: readonly SmokePod[]; done: Promise<void>} {
  const now = cluster.host.now().getTime()
  const run: SmokeRun = {id: 'run', namespace: 'default', deadline: new Date(now + timeoutMs), timeout: `${timeoutMs / 1000} s`}
  const pods = names.map(name => smokePod(target, 'default', name, now))
  for (const name of names) cluster.pods.set(name, 'Pending')
  return {pods, done: measure(cluster.host, cluster.session, run, pods)}
}

describe('the measure of sample pods', () => {
  it('follows them through all phases, and deletes them when their log was read', async () => {
    const cluster = new Cluster()
    const {pods, done} = measured(cluster, ['a', 'b'])
    await done
    for (const {failure, reached} of pods) {
      expect(failure).toBeUndefined()
      expect([...reached.keys()]).toEqual(['scheduled', 'created', 'running', 'log', 'deleted', 'gone'])
    }
    expect([...cluster.pods.keys(), ...cluster.containerGroups]).toEqual([])
    expect(cluster.steps).toContain('a on n: created after 0.5 s')
  })

  it('ends when time runs out, and says before which phase', async () => {
    const cluster = new Cluster()
    cluster.works = false
    const {pods, done} = measured(cluster, ['a'], 10_000)
    await done
    expect(pods[0]?.failure).toEqual({phase: 'created', reason: 'not within 10 s', timedOut: true})
    // It is the clean-up that deletes it.
    expect([...cluster.pods.keys()]).toEqual(['a'])
  })

  it('says at the end of the time what could not be read', async () => {
    const cluster = new Cluster()
    cluster.refusals.set('/namespaces/default/pods?', 'The connection to the server x was refused')
    cluster.works = false
    const {pods, done} = measured(cluster, ['a'], 1000)
    await done
    expect(pods[0]?.failure?.reason).toMatch(/^not within 1 s: Could not read .*was refused/)
  })

  it('gives a pod up whose log cannot be read for a minute, before time runs out, and goes on with the others', async () => {
    const cluster = new Cluster()
    cluster.refusals.set('/pods/a/log?', 'error: no certificate')
    const {pods, done} = measured(cluster, ['a', 'b'], 600_000)
    await done
    expect(pods.map(({failure}) => failure?.phase)).toEqual(['log', undefined])
    expect(pods[0]?.failure).toMatchObject({timedOut: false, reason: expect.stringMatching(/no certificate/)})
    const tookMs = cluster.host.now().getTime() - (pods[0]?.createdAt ?? 0)
    expect(tookMs).toBeGreaterThanOrEqual(61_000)
    expect(tookMs).toBeLessThan(63_000)
  })
})
