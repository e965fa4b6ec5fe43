import {describe, expect, it} from '@jest/globals'
import {alwaysCleanUp} from '../../../../src/lib/connector/smoke/always-clean-up.ts'
import {smokePod} from '../../../../src/lib/connector/smoke/smoke-pod.ts'
import {InterruptedError} from '../../../../src/lib/errors.ts'
import {Cluster} from './cluster.ts'
import {target} from './state.ts'

async function leftIn(cluster: Cluster): Promise<readonly string[]> {
  const run = {id: 'run', namespace: 'default'}
  cluster.pods.set('p', 'Running')
  const left = await alwaysCleanUp(cluster.host, cluster.session, cluster.last, run, [smokePod(target, 'default', 'p', 0)])
  return [...left.values()].flat()
}

describe('the clean-up of sample pods', () => {
  it('says nothing of an interrupt when there is none', async () => {
    const cluster = new Cluster()
    expect(await leftIn(cluster)).toEqual([])
    expect(cluster.pods.size).toBe(0)
    expect(cluster.warnings).toEqual([])
  })

  it('is done after an interrupt too', async () => {
    const cluster = new Cluster()
    cluster.controller.abort(new InterruptedError('SIGINT'))
    expect(await leftIn(cluster)).toEqual([])
    expect(cluster.pods.size).toBe(0)
    expect(cluster.warnings).toEqual([expect.stringMatching(/^Interrupted: deleting the sample pods first/)])
  })

  it('goes on when it is interrupted itself', async () => {
    const cluster = new Cluster()
    cluster.refusals.set('delete', 'The connection to the server x was refused')
    cluster.atPause = () => {
      cluster.controller.abort(new InterruptedError('SIGINT'))
      cluster.refusals.clear()
    }
    expect(await leftIn(cluster)).toEqual([])
    expect(cluster.pods.size).toBe(0)
    expect(cluster.warnings).toHaveLength(1)
  })
})
