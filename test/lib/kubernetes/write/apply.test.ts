import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import {NotAllowedError} from '../../../../src/lib/errors.ts'
import {ClusterUnreachable} from '../../../../src/lib/kubernetes/cluster-errors.ts'
import type {Kubectl} from '../../../../src/lib/kubernetes/kubectl.ts'
import type {KubeObject} from '../../../../src/lib/kubernetes/objects.ts'
import {readObjects} from '../../../../src/lib/kubernetes/read.ts'
import {applyObjects, createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {tools} from '../../../tools.ts'
import {configMap, names, namespace, readerRights, refOf, rejection, secret} from '../objects.ts'
import {startTestApi, type TestApi} from '../test-api.ts'

const {kubectl: tool} = tools['4.2.3']

describe.each([
  ['through kubectl', (api: TestApi, config: string) => api.open(tool, config)],
  ['by the API server itself', (api: TestApi, config: string) => api.openDirectly(tool, config)],
] as const)("applying vkctl's own objects %s", (way, open) => {
  let api: TestApi
  let admin: Kubectl
  beforeAll(async () => {
    api = await startTestApi()
    admin = await open(api, api.config())
    await createObjects(admin, [{apiVersion: 'v1', kind: 'Namespace', metadata: {name: namespace}}, ...readerRights], {mayExist: []})
  })
  afterAll(() => api.close())
  beforeEach(() => {
    api.faults.set([])
    api.faults.forgetRequests()
  })
  const stored = async (object: KubeObject) => (await readObjects(admin, [refOf(object)])).objects[0]

  it('makes what is not there and gives all as it is stored, with vkctl as their manager', async () => {
    const applied = await applyObjects(admin, [configMap('a'), secret('a', 'x')])
    expect(names(applied)).toEqual(['ConfigMap a', 'Secret a'])
    expect(applied[0]?.metadata.uid).toMatch(/^[0-9a-f-]{36}$/)
    const patches = api.faults.requests.filter(({method}) => method === 'PATCH')
    expect(patches).toHaveLength(2)
    for (const {path} of patches) expect(path).toContain('fieldManager=vkctl')
  })

  it('takes over what somebody else set, and leaves fields alone that it does not have', async () => {
    const theirs = {...configMap('taken', 'theirs'), metadata: {name: 'taken', namespace, annotations: {note: 'theirs'}}}
    await createObjects(admin, [theirs], {mayExist: []})
    await applyObjects(admin, [configMap('taken', 'ours')])
    expect(await stored(configMap('taken'))).toMatchObject({data: {value: 'ours'}, metadata: {annotations: {note: 'theirs'}}})
  })

  it('writes only over the version that it is told', async () => {
    const [first] = await applyObjects(admin, [configMap('claimed')])
    await applyObjects(admin, [configMap('claimed', 'another')])
    const late = configMap('claimed', 'late')
    const {resourceVersion = ''} = first?.metadata ?? {}
    const error = await rejection(applyObjects(admin, [{...late, metadata: {...late.metadata, resourceVersion}}]))
    expect(error.message).toMatch(/has been modified|Operation cannot be fulfilled/)
    expect(await stored(late)).toMatchObject({data: {value: 'another'}})
  })

  it('goes on after an object that is refused, and names the right that is missing', async () => {
    const elsewhere = {...configMap('lost'), metadata: {name: 'lost', namespace: 'nowhere'}}
    expect((await rejection(applyObjects(admin, [elsewhere, configMap('next')]))).message).toContain('namespaces "nowhere" not found')
    expect(await stored(configMap('next'))).toBeDefined()
    const error = await rejection(applyObjects(await open(api, api.config('reader')), [configMap('no')]))
    expect(error).toBeInstanceOf(NotAllowedError)
    expect(error.message).toMatch(/User "reader" cannot patch resource "configmaps"/)
  })

  if (way === 'by the API server itself') {
    it('asks again when the answer is lost', async () => {
      api.faults.set([{server: 'kubernetes', method: 'PATCH', cut: true, times: 1}])
      await applyObjects(admin, [configMap('again')])
      expect(await stored(configMap('again'))).toBeDefined()
    })

    it('asks once what may only replace one version: when it was done and the answer lost, it would seem that somebody else was faster', async () => {
      const [first] = await applyObjects(admin, [configMap('once')])
      const next = configMap('once', '2')
      const {resourceVersion = ''} = first?.metadata ?? {}
      api.faults.forgetRequests()
      api.faults.set([{server: 'kubernetes', method: 'PATCH', cut: true, times: 9}])
      const error = await rejection(applyObjects(admin, [{...next, metadata: {...next.metadata, resourceVersion}}]))
      expect(error).toBeInstanceOf(ClusterUnreachable)
      expect(api.faults.requests).toHaveLength(1)
    })

    it('stops at one that may only replace one version and does not: of two that claim the same objects, one has none', async () => {
      const read = await applyObjects(admin, [configMap('one'), configMap('two')])
      await applyObjects(admin, [configMap('one', 'faster')])
      const claims = read.map(({metadata: {name, resourceVersion = ''}}) => ({
        ...configMap(name, 'late'),
        metadata: {name, namespace, resourceVersion},
      }))
      expect((await rejection(applyObjects(admin, claims))).message).toMatch(/has been modified|Operation cannot be fulfilled/)
      expect(await stored(configMap('two'))).not.toMatchObject({data: {value: 'late'}})
    })

    it('starts no program', async () => {
      const before = api.invocations.length
      await applyObjects(admin, [configMap('direct')])
      expect(api.invocations).toHaveLength(before)
    })
  }
})
