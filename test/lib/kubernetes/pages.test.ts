import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import type {Kubectl} from '../../../src/lib/kubernetes/kubectl.ts'
import type {KubeObject} from '../../../src/lib/kubernetes/objects.ts'
import {listPages} from '../../../src/lib/kubernetes/pages.ts'
import {listObjects} from '../../../src/lib/kubernetes/read.ts'
import {applyObjects} from '../../../src/lib/kubernetes/write.ts'
import {tools} from '../../tools.ts'
import {configMap, namespace} from './objects.ts'
import {startTestApi, type TestApi} from './test-api.ts'

/** What a server answers that no longer knows where a list goes on. */
const expired = JSON.stringify({kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'Expired', message: 'old', code: 410})

describe.each(['open', 'openDirectly'] as const)('a list in pages (%s)', way => {
  let api: TestApi
  let kubectl: Kubectl
  const path = `/api/v1/namespaces/${namespace}/configmaps`
  const read = (take = (object: KubeObject): KubeObject | undefined => object, firstOnly = false) =>
    listPages(kubectl.api, {path, query: {labelSelector: 'app=x'}, size: 2, firstOnly, metadataOnly: false, take})
  const names = (objects: readonly KubeObject[]) => objects.map(({metadata}) => metadata.name)
  const asked = () => api.faults.requests.filter(request => request.path.startsWith(path)).length
  beforeAll(async () => {
    api = await startTestApi()
    kubectl = await api[way](tools['4.2.3'].kubectl)
    await applyObjects(kubectl, [{apiVersion: 'v1', kind: 'Namespace', metadata: {name: namespace}}])
    await applyObjects(
      kubectl,
      ['a', 'b', 'c', 'd', 'e'].map(name => configMap(name)),
    )
  })
  afterAll(() => api.close())
  beforeEach(() => {
    api.faults.set([])
    api.faults.forgetRequests()
  })

  it('is whole', async () => {
    expect(names((await read()).objects)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(asked()).toBe(3)
  })

  it('contains what was taken', async () => {
    expect(names((await read(object => (object.metadata.name < 'd' ? undefined : object))).objects)).toEqual(['d', 'e'])
    const chosen = await listObjects(kubectl, {kinds: ['configmaps'], namespace, where: ({metadata}) => metadata.name === 'c'})
    expect(names(chosen.objects)).toEqual(['c'])
  })

  it('ends after the first page if no more is wanted', async () => {
    expect(names((await read(undefined, true)).objects)).toEqual(['a', 'b'])
    expect(names((await listObjects(kubectl, {kinds: ['configmaps'], namespace, labels: 'app=x', limit: 3})).objects)).toEqual([
      'a',
      'b',
      'c',
    ])
  })

  it('is read at once if it expires', async () => {
    api.faults.set([{server: 'kubernetes', path, skip: 1, status: 410, body: expired}])
    expect(names((await read()).objects)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(asked()).toBe(3)
  })

  it('is refused as a whole if a page is', async () => {
    api.faults.set([{server: 'kubernetes', path, skip: 1, status: 403, message: 'no'}])
    expect(await read()).toMatchObject({objects: [], refused: {message: 'no'}})
  })

  it('contains only metadata if that is asked for', async () => {
    const {objects} = await listObjects(kubectl, {kinds: ['configmaps'], namespace, labels: 'app=x', metadataOnly: true})
    expect(objects).toHaveLength(5)
    for (const object of objects) expect(Object.keys(object).toSorted()).toEqual(['apiVersion', 'kind', 'metadata'])
  })
})
