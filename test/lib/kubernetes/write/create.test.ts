import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import {NotAllowedError} from '../../../../src/lib/errors.ts'
import {ClusterUnreachable} from '../../../../src/lib/kubernetes/cluster-errors.ts'
import type {Kubectl} from '../../../../src/lib/kubernetes/kubectl.ts'
import type {KubeObject} from '../../../../src/lib/kubernetes/objects.ts'
import {readObjects} from '../../../../src/lib/kubernetes/read.ts'
import {createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {tools} from '../../../tools.ts'
import {configMap, names, node, readerRights, refOf, rejection, secret} from '../objects.ts'
import {startTestApi, type TestApi} from '../test-api.ts'

const {kubectl: tool} = tools['4.2.3']
const none = {mayExist: []}

describe.each([
  ['through kubectl', (api: TestApi, config: string) => api.open(tool, config)],
  ['by the API server itself', (api: TestApi, config: string) => api.openDirectly(tool, config)],
] as const)('creating objects %s', (way, open) => {
  let api: TestApi
  let admin: Kubectl
  const around: KubeObject = {apiVersion: 'v1', kind: 'Namespace', metadata: {name: 'vk'}}
  beforeAll(async () => {
    api = await startTestApi()
    admin = await open(api, api.config())
    await createObjects(admin, [around, ...readerRights, configMap('there')], none)
  })
  afterAll(() => api.close())
  beforeEach(() => {
    api.faults.set([])
    api.faults.forgetRequests()
  })
  const there = async (...objects: readonly KubeObject[]) => names((await readObjects(admin, objects.map(refOf))).objects)

  it('makes all of them, with vkctl as their manager', async () => {
    expect(await createObjects(admin, [configMap('a'), secret('a', 'x'), node('a')], none)).toEqual([])
    const {objects} = await readObjects(admin, [refOf(configMap('a')), refOf(secret('a', 'x')), refOf(node('a'))])
    expect(names(objects)).toEqual(['ConfigMap a', 'Secret a', 'Node a'])
    const created = api.faults.requests.filter(({method}) => method === 'POST')
    expect(created).toHaveLength(3)
    for (const {path} of created) expect(path).toContain('fieldManager=vkctl')
  })

  it('goes on after one that may exist, and tells of it', async () => {
    const known = configMap('there')
    expect(await createObjects(admin, [around, known, configMap('b')], {mayExist: [around, known]})).toEqual([around, known])
    expect(await there(configMap('b'))).toEqual(['ConfigMap b'])
  })

  it('fails at one that may not exist', async () => {
    const error = await rejection(createObjects(admin, [configMap('there'), configMap('c')], {mayExist: [around]}))
    expect(error.message).toMatch(/^Could not create ConfigMap there, ConfigMap c: .*configmaps "there" already exists/)
  })

  it('names the right that is missing', async () => {
    const error = await rejection(createObjects(await open(api, api.config('reader')), [configMap('d')], none))
    expect(error).toBeInstanceOf(NotAllowedError)
    expect(error.message).toMatch(/User "reader" cannot create resource "configmaps"/)
    expect(await there(configMap('d'))).toEqual([])
  })

  if (way === 'by the API server itself') {
    const posts = () => api.faults.requests.filter(({method}) => method === 'POST').length

    it('asks once only when the answer is lost, or an error of the server', async () => {
      api.faults.set([{server: 'kubernetes', method: 'POST', cut: true, times: 9}])
      expect(await rejection(createObjects(admin, [configMap('e')], none))).toBeInstanceOf(ClusterUnreachable)
      api.faults.set([{server: 'kubernetes', method: 'POST', status: 500, message: 'etcd is full', times: 9}])
      expect((await rejection(createObjects(admin, [configMap('e')], none))).message).toContain('etcd is full')
      expect(posts()).toBe(2)
    })

    it('asks again when the server was too busy to take it', async () => {
      api.faults.set([{server: 'kubernetes', method: 'POST', status: 429, headers: {'retry-after': '0'}, times: 1}])
      await createObjects(admin, [configMap('f')], none)
      expect(posts()).toBe(2)
      expect(await there(configMap('f'))).toEqual(['ConfigMap f'])
    })

    it('starts no program', async () => {
      const before = api.invocations.length
      await createObjects(admin, [configMap('g')], none)
      expect(api.invocations).toHaveLength(before)
    })
  }
})
