import {describe, expect, it} from '@jest/globals'
import {smoke, type SmokeSpec} from '../../../../src/lib/connector/smoke/smoke.ts'
import {InterruptedError, NotFoundError} from '../../../../src/lib/errors.ts'
import {rejection} from '../../kubernetes/objects.ts'
import {Cluster} from './cluster.ts'
import {target} from './state.ts'

const run = (cluster: Cluster, spec: Partial<SmokeSpec> = {}) =>
  smoke(cluster.host, cluster.session, [target], {count: 2, namespace: 'default', timeoutMs: 60_000, last: cluster.last, ...spec})

describe('the smoke test', () => {
  it('runs as many pods as were asked for and leaves nothing', async () => {
    const cluster = new Cluster()
    expect(await run(cluster)).toMatchObject([{nodeName: 'n', pods: 2, failed: [], timedOut: false, left: []}])
    expect([...cluster.pods.keys(), ...cluster.containerGroups]).toEqual([])
  })

  it('cleans up what failed', async () => {
    const cluster = new Cluster()
    cluster.works = false
    expect(await run(cluster, {timeoutMs: 2000})).toMatchObject([
      {timedOut: true, failed: [{phase: 'created'}, {phase: 'created'}], left: []},
    ])
    expect(cluster.pods.size).toBe(0)
  })

  it('creates nothing in a namespace that does not exist', async () => {
    const cluster = new Cluster()
    const error = await rejection(run(cluster, {namespace: 'nowhere'}))
    expect(error).toBeInstanceOf(NotFoundError)
    expect(cluster.pods.size).toBe(0)
  })

  it('runs where namespaces cannot be read', async () => {
    const cluster = new Cluster()
    cluster.refusals.set(
      '--raw /api/v1/namespaces/default --',
      'Error from server (Forbidden): namespaces "default" is forbidden: User "me" cannot get',
    )
    expect(await run(cluster)).toMatchObject([{failed: []}])
  })

  it('says that a pod was refused, and then has nothing to clean up', async () => {
    const cluster = new Cluster()
    cluster.refusals.set('create', 'Error from server (Forbidden): pods "p" is forbidden: exceeded quota: compute')
    expect(await run(cluster, {count: 1})).toMatchObject([
      {
        failed: [{phase: 'scheduled', reason: expect.stringMatching(/^Kubernetes refuses the pod: .*exceeded quota/), refused: true}],
        left: [],
      },
    ])
    expect(cluster.pods.size).toBe(0)
  })

  it('ends with exit code 7 when it failed and something is left', async () => {
    const cluster = new Cluster()
    cluster.refusals.set('delete', 'Error from server (Forbidden): pods "p" is forbidden: User "me" cannot delete')
    const error = await rejection(run(cluster, {count: 1}))
    expect(error).toMatchObject({exitCode: 7, message: expect.stringMatching(/cannot delete/)})
    expect(error.hints.at(-1)).toMatch(/^Left: pod default\/vkctl-smoke-\w{8}-1, container group g\/default-vkctl-smoke-/)
  })

  it('tells after an interrupt that it has cleaned up', async () => {
    const cluster = new Cluster()
    cluster.atPause = () => cluster.controller.abort(new InterruptedError('SIGTERM'))
    const error = await rejection(run(cluster))
    expect(error).toMatchObject({exitCode: 143, hints: ['The sample pods and their container groups are gone.']})
    expect([...cluster.pods.keys(), ...cluster.containerGroups]).toEqual([])
  })

  it('tells after an interrupt what is left, and how to delete it', async () => {
    const cluster = new Cluster()
    cluster.refusals.set('delete', 'no route')
    cluster.atPause = () => cluster.controller.abort(new InterruptedError('SIGINT'))
    const {hints} = await rejection(run(cluster, {count: 1}))
    expect(hints).toEqual([
      expect.stringMatching(/^Left: pod default\/vkctl-smoke-/),
      expect.objectContaining({
        words: expect.arrayContaining([expect.stringMatching(/^app\.kubernetes\.io\/instance=vkctl-smoke-\w{8}$/)]),
      }),
    ])
  })
})
