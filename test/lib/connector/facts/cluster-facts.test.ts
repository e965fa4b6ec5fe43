import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import {known} from '../../../../src/lib/checks/engine/fact.ts'
import {readClusterFacts, wholly} from '../../../../src/lib/connector/facts/cluster-facts.ts'
import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import type {KubeObject} from '../../../../src/lib/kubernetes/objects.ts'
import {createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'
import {tools} from '../../../tools.ts'

const podOn = (name: string, nodeName?: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {name, namespace: 'default'},
  spec: {containers: [{name: 'c', image: 'i'}], ...(nodeName !== undefined && {nodeName})},
})

let api: TestApi
let session: ClusterSession
beforeAll(async () => {
  api = await startTestApi()
  const kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
  session = {kubectl} as unknown as ClusterSession
  const objects: readonly KubeObject[] = [podOn('waits'), podOn('placed', 'n')]
  await createObjects(kubectl, objects, {mayExist: []})
})
afterAll(() => api.close())
beforeEach(() => api.faults.set([]))

const read = () => readClusterFacts({signal: new AbortController().signal}, session)

describe('what checks need of the cluster', () => {
  it('is the pods that wait for a node, and the namespaces', async () => {
    const {pendingPods, namespaces, namespaceObjects} = await read()
    expect(pendingPods.known && pendingPods.value.map(({metadata}) => metadata.name)).toEqual(['waits'])
    expect(namespaces).toEqual(known(expect.arrayContaining(['default', 'kube-system'])))
    expect(namespaceObjects.known && namespaceObjects.value[0]).toHaveProperty('kind', 'Namespace')
  })

  it('is unknown one by one', async () => {
    api.faults.set([{server: 'kubernetes', path: '/api/v1/namespaces', status: 503, times: 9}])
    const {pendingPods, namespaces, namespaceObjects} = await read()
    expect(pendingPods.known).toBe(true)
    expect(namespaces).toMatchObject({known: false, reason: expect.stringMatching(/told to fail/)})
    expect(namespaceObjects.known).toBe(false)
  })
})

it('a reading that lacks something is no reading', async () => {
  expect(await wholly(Promise.resolve({objects: [podOn('a')], unread: []}))).toHaveLength(1)
  const partly = Promise.resolve({objects: [podOn('a')], unread: [{kind: 'Pod', reason: 'pods is forbidden'}]})
  await expect(wholly(partly)).rejects.toThrow(/pods is forbidden/)
})
