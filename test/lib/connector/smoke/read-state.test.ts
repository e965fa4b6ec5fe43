import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import {readState} from '../../../../src/lib/connector/smoke/read-state.ts'
import {smokePod} from '../../../../src/lib/connector/smoke/smoke-pod.ts'
import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import type {Host} from '../../../../src/lib/connector/session/host.ts'
import {NotAllowedError} from '../../../../src/lib/errors.ts'
import type {KubeObject} from '../../../../src/lib/kubernetes/objects.ts'
import {createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'
import {tools} from '../../../tools.ts'
import {group, target} from './state.ts'

const run = {id: 'run', namespace: 'default'}
const podOf = (name: string, instance: string): KubeObject =>
  ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name, namespace: 'default', labels: {'app.kubernetes.io/instance': instance}},
    spec: {containers: [{name: 'c', image: 'i'}]},
  }) as KubeObject

let api: TestApi
let session: ClusterSession
beforeAll(async () => {
  api = await startTestApi()
  const kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
  session = {kubectl} as unknown as ClusterSession
  await createObjects(kubectl, [podOf('a', 'run'), podOf('b', 'another')], {mayExist: []})
})
afterAll(() => api.close())
beforeEach(() => api.faults.set([]))

/** A host whose Azure has these container groups, by resource group. */
function hostWith(containerGroups: Readonly<Record<string, readonly string[]>>, asked: string[] = []): Host {
  const azure = {
    containerGroups: async (of: string) => (containerGroups[of] ?? []).map(name => group({name})),
    async containerGroup(of: string, name: string) {
      asked.push(name)
      return containerGroups[of]?.includes(name) === true ? group({name, state: 'Running'}) : undefined
    },
  }
  return {azure, signal: new AbortController().signal} as unknown as Host
}

describe('what is there of the sample pods', () => {
  it('is the pods of this run, and the container groups of all resource groups', async () => {
    const pods = [smokePod(target, 'default', 'a', 0), smokePod({...target, aciResourceGroup: 'h'}, 'default', 'x', 0)]
    const {pods: seen, containerGroups} = await readState(hostWith({g: ['default-a'], h: ['default-x']}), session, run, pods)
    expect(seen.known && [...seen.value.keys()]).toEqual(['a'])
    expect(containerGroups.known && [...containerGroups.value.keys()]).toEqual(['default-a', 'default-x'])
  })

  it('is more of those whose containers or whose log are waited for, and only of those', async () => {
    const [placed, starting, running] = ['a', 's', 'r'].map(name => smokePod(target, 'default', name, 0))
    for (const phase of ['scheduled', 'created'] as const) {
      starting?.reached.set(phase, 1)
      running?.reached.set(phase, 1)
    }
    running?.reached.set('running', 1)
    const asked: string[] = []
    const pods = [placed, starting, running].flatMap(pod => pod ?? [])
    const {instances, logs} = await readState(hostWith({g: ['default-a', 'default-s', 'default-r']}, asked), session, run, pods)
    expect(asked).toEqual(['default-s'])
    expect(instances.get('default-s')?.state).toBe('Running')
    // kubectl says that there is no such pod.
    expect([...logs]).toEqual([['r', {why: expect.stringMatching(/^Could not read its log: .*"r" not found/)}]])
  })

  it('is unknown while the API server is away', async () => {
    api.faults.set([{server: 'kubernetes', path: '/pods', status: 503, times: 9}])
    const {pods, containerGroups} = await readState(hostWith({}), session, run, [smokePod(target, 'default', 'a', 0)])
    expect(pods.known).toBe(false)
    expect(containerGroups.known).toBe(true)
  })

  it('is not waited for by who may not read it', async () => {
    const azure = {
      async containerGroups() {
        throw new NotAllowedError('may not')
      },
    }
    const host = {...hostWith({}), azure} as unknown as Host
    await expect(readState(host, session, run, [smokePod(target, 'default', 'a', 0)])).rejects.toThrow('may not')
  })
})
