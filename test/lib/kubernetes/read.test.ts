import {printedHints} from '../../printed-hints.ts'
import {once} from 'node:events'
import {createServer, type AddressInfo} from 'node:net'
import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import {NotAllowedError} from '../../../src/lib/errors.ts'
import {ClusterUnreachable, ClusterError} from '../../../src/lib/kubernetes/cluster-errors.ts'
import type {Kubectl} from '../../../src/lib/kubernetes/kubectl.ts'
import {listObjects, readObjects} from '../../../src/lib/kubernetes/read.ts'
import {applyObjects} from '../../../src/lib/kubernetes/write.ts'
import {createAuthority} from '../../../sandbox/authority.ts'
import {oldestAndNewest, tools} from '../../tools.ts'
import {configMap, names, namespace, node, readerRights, refOf, rejection, secret} from './objects.ts'
import {clusterConfig} from '../../cluster-config.ts'
import {startTestApi, type TestApi} from './test-api.ts'

type Way = (api: TestApi, config: string) => Promise<Kubectl>

const newest = tools['4.2.3'].kubectl
const ways: readonly (readonly [string, Way])[] = [
  ...oldestAndNewest.map(([helm, {kubectl}]): readonly [string, Way] => [
    `through the kubectl that comes with helm ${helm}`,
    (api, config) => api.open(kubectl, config),
  ]),
  ['from the API server itself', (api, config) => api.openDirectly(newest, config)],
]

it('one that is not of the kind that was asked for is not taken for it', async () => {
  const api = await startTestApi()
  try {
    api.faults.set([{server: 'kubernetes', path: '/configmaps/', status: 200, body: '{"kind": "Page", "metadata": {"name": "a"}}'}])
    await expect(readObjects(await api.openDirectly(newest), [refOf(configMap('a'))])).rejects.toThrow(/is not what vkctl asked for/)
  } finally {
    await api.close()
  }
})

it('an answer that is none is not taken for an empty list, or for the absence of an object', async () => {
  const api = await startTestApi()
  try {
    api.faults.set([{server: 'kubernetes', path: '/secrets', status: 200, body: '{}'}])
    const kubectl = await api.openDirectly(newest)
    await expect(listObjects(kubectl, {kinds: ['secrets'], namespace})).rejects.toThrow(/is not what vkctl asked for/)
    // As something between here and the API server may say.
    api.faults.set([{server: 'kubernetes', path: '/configmaps/', status: 404, body: '404 page not found'}])
    expect((await readObjects(kubectl, [refOf(configMap('a'))])).unread).toHaveLength(1)
  } finally {
    await api.close()
  }
})

describe.each(ways)('reading %s', (_, open) => {
  let api: TestApi
  let admin: Kubectl
  let reader: Kubectl
  beforeAll(async () => {
    api = await startTestApi()
    admin = await open(api, api.config())
    reader = await open(api, api.config('reader'))
    await applyObjects(admin, [
      {apiVersion: 'v1', kind: 'Namespace', metadata: {name: namespace}},
      ...readerRights,
      configMap('a'),
      configMap('b'),
      secret('s', 'x'),
      node('n'),
    ])
  })
  afterAll(() => api.close())
  beforeEach(() => {
    api.faults.set([])
    api.faults.forgetRequests()
  })

  it('by name gives what is there, and does not mind what is not', async () => {
    const {objects, unread} = await readObjects(admin, [
      refOf(configMap('a')),
      refOf(configMap('none')),
      refOf(node('n')),
      {...refOf(configMap('a')), namespace: 'no-such-namespace'},
    ])
    expect(names(objects)).toEqual(['ConfigMap a', 'Node n'])
    expect(unread).toEqual([])
  })

  it('by name gives nothing when nothing is there, and starts no program when nothing is asked', async () => {
    expect(await readObjects(admin, [refOf(configMap('none'))])).toEqual({objects: [], unread: []})
    const before = api.invocations.length
    expect(await readObjects(admin, [])).toEqual({objects: [], unread: []})
    expect(api.invocations).toHaveLength(before)
  })

  it('by name goes on after what is forbidden, and tells of each', async () => {
    const {objects, unread} = await readObjects(reader, [
      refOf(configMap('a')),
      refOf(secret('s', '')),
      refOf(node('n')),
      refOf(configMap('b')),
    ])
    expect(names(objects)).toEqual(['ConfigMap a', 'ConfigMap b'])
    expect(unread).toHaveLength(2)
    expect(unread[0]).toMatchObject({kind: 'Secret', name: 's', namespace, status: 'Forbidden'})
    expect(unread[1]).toMatchObject({kind: 'Node', name: 'n', status: 'Forbidden'})
    expect(unread[0]?.reason).toMatch(/^secrets "s" is forbidden: User "reader" cannot get/)
    expect(unread[1]?.reason).toMatch(/^nodes "n" is forbidden/)
  })

  it('by kind gives all namespaces or one, by label', async () => {
    const all = await listObjects(admin, {kinds: ['configmaps', 'secrets'], labels: 'app=x'})
    expect(names(all.objects)).toEqual(expect.arrayContaining(['ConfigMap a', 'ConfigMap b', 'Secret s']))
    expect((await listObjects(admin, {kinds: ['configmaps'], namespace: 'default', labels: 'app in (x,y)'})).objects).toEqual([])
  })

  it('by kind and field', async () => {
    expect(names((await listObjects(admin, {kinds: ['configmaps'], namespace, fields: 'metadata.name=b'})).objects)).toEqual([
      'ConfigMap b',
    ])
  })

  it('by kind goes on after a kind that is forbidden', async () => {
    const {objects, unread} = await listObjects(reader, {kinds: ['secrets', 'configmaps', 'deployments.apps'], namespace})
    expect(names(objects)).toEqual(expect.arrayContaining(['ConfigMap a', 'ConfigMap b']))
    expect(unread.map(({kind, status}) => [kind, status])).toEqual([
      ['Secret', 'Forbidden'],
      ['Deployment', 'Forbidden'],
    ])
  })

  it.each([
    ['an error of its own', {status: 500, message: 'etcdserver: request timed out'}, /etcdserver: request timed out|Internal/],
    ['no service', {status: 503, body: 'no healthy upstream'}, /unable to handle the request|no healthy upstream|answered 503/],
  ])('tells when the server has %s for one kind', async (_title, fault, text) => {
    api.faults.set([{server: 'kubernetes', path: '/secrets', times: 100, ...fault}])
    const {objects, unread} = await listObjects(admin, {kinds: ['configmaps', 'secrets'], namespace})
    expect(names(objects)).toContain('ConfigMap a')
    expect(unread).toHaveLength(1)
    expect(unread[0]).toMatchObject({kind: 'Secret', namespace})
    expect(unread[0]?.reason).toMatch(text)
  })

  it('is an error when the answer is garbage', async () => {
    api.faults.set([
      {
        server: 'kubernetes',
        path: '/secrets',
        times: 100,
        status: 200,
        headers: {'content-type': 'application/json'},
        body: '<html>hello',
      },
    ])
    const error = await rejection(listObjects(admin, {kinds: ['secrets'], namespace}))
    expect(error).toBeInstanceOf(ClusterError)
    expect(error.message).toMatch(/^Could not read the cluster: .*(<|not JSON)/)
  })

  it('is a bug for a kind whose path vkctl does not know', async () => {
    await expect(listObjects(admin, {kinds: ['gizmos', 'configmaps']})).rejects.toThrow('vkctl does not know the path of gizmos')
  })

  describe('a server', () => {
    it('that does not accept the credentials is a matter of permission', async () => {
      const kubectl = await open(api, api.config('stranger').replace(/"token":"[^"]*"/, '"token":"wrong"'))
      const error = await rejection(readObjects(kubectl, [refOf(configMap('a'))]))
      expect(error).toBeInstanceOf(NotAllowedError)
      expect(error.message).toMatch(/logged in|credentials/)
      expect(printedHints(error)).toMatch(/Sign in again/)
    })

    it('that nobody serves is out of reach', async () => {
      const closed = createServer().listen(0, '127.0.0.1')
      await once(closed, 'listening')
      const {port} = closed.address() as AddressInfo
      closed.close()
      await once(closed, 'close')
      const {certificate} = await createAuthority('any')
      const kubectl = await open(api, clusterConfig(`https://127.0.0.1:${port}`, certificate, 't'))
      for (const error of [
        await rejection(readObjects(kubectl, [refOf(node('n'))])),
        await rejection(listObjects(kubectl, {kinds: ['pods']})),
      ]) {
        expect(error).toBeInstanceOf(ClusterUnreachable)
        expect(error.message).toMatch(/refused/)
        expect(printedHints(error)).toMatch(/reach its API server from here/)
      }
    })

    it('with a certificate of somebody else is not talked to', async () => {
      const {certificate} = await createAuthority('other')
      const kubectl = await open(api, clusterConfig(api.url, certificate, 't'))
      expect((await rejection(listObjects(kubectl, {kinds: ['pods']}))).message).toMatch(/x509|certificate/)
    })
  })
})
