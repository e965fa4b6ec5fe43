import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import {NotAllowedError, TimedOutError} from '../../../../src/lib/errors.ts'
import type {Kubectl} from '../../../../src/lib/kubernetes/kubectl.ts'
import type {KubeObject, SecretObject} from '../../../../src/lib/kubernetes/objects.ts'
import {listObjects, readObjects} from '../../../../src/lib/kubernetes/read.ts'
import {applyObjects, deleteObjects, deletePods, drain} from '../../../../src/lib/kubernetes/write.ts'
import {oldestAndNewest} from '../../../tools.ts'
import {configMap, names, namespace, node, readerRights, refOf, rejection, secret} from '../objects.ts'
import {startTestApi, type TestApi} from '../test-api.ts'

describe.each(oldestAndNewest)('kubectl that comes with helm %s', (_, {kubectl: tool}) => {
  let api: TestApi
  let admin: Kubectl
  let reader: Kubectl
  beforeAll(async () => {
    api = await startTestApi()
    admin = await api.open(tool)
    reader = await api.open(tool, api.config('reader'))
    await applyObjects(admin, [
      {apiVersion: 'v1', kind: 'Namespace', metadata: {name: namespace}},
      {apiVersion: 'v1', kind: 'ServiceAccount', metadata: {name: 'default', namespace}},
      ...readerRights,
    ])
  })
  afterAll(() => api.close())
  beforeEach(() => {
    api.faults.set([])
    api.faults.forgetRequests()
  })

  describe('applying', () => {
    it('makes objects of several kinds, a namespace before what is in it, and gives them as they are stored', async () => {
      const stored = await applyObjects(admin, [
        {apiVersion: 'v1', kind: 'Namespace', metadata: {name: 'fresh'}},
        {...configMap('a'), metadata: {name: 'a', namespace: 'fresh'}},
      ])
      expect(names(stored)).toEqual(['Namespace fresh', 'ConfigMap a'])
      expect(stored[1]?.metadata.uid).toMatch(/^[0-9a-f-]{36}$/)
    })

    it('gives the one object that it applied', async () => {
      expect(names(await applyObjects(admin, [configMap('single')]))).toEqual(['ConfigMap single'])
    })

    it('leaves no copy of a Secret in an annotation, nor its text on the command line', async () => {
      await applyObjects(admin, [secret('s', 's3cret, { } = \\ " \' \n')])
      const {
        objects: [stored],
      } = await readObjects(admin, [refOf(secret('s', ''))])
      expect(stored?.metadata.annotations).toBeUndefined()
      expect(Buffer.from((stored as SecretObject).data?.['text'] ?? '', 'base64').toString()).toBe('s3cret, { } = \\ " \' \n')
      const told = JSON.stringify(api.invocations)
      expect(told).not.toContain('s3cret')
      expect(told).not.toContain(Buffer.from('s3cret').toString('base64').slice(0, 8))
    })

    it('takes over what somebody else set', async () => {
      await admin.call('x', ['create', 'configmap', 'taken', '--namespace', namespace, '--from-literal=value=theirs'])
      await applyObjects(admin, [configMap('taken', 'ours')])
      const {
        objects: [stored],
      } = await readObjects(admin, [refOf(configMap('taken'))])
      expect(stored).toMatchObject({data: {value: 'ours'}})
    })

    it('fails when one object is refused, and names the right that is missing', async () => {
      const error = await rejection(applyObjects(reader, [configMap('no'), secret('no', 'x')]))
      expect(error).toBeInstanceOf(NotAllowedError)
      expect(error.message).toMatch(/User "reader" cannot .* resource "(configmaps|secrets)"/)
    })
  })

  describe('deleting', () => {
    it('waits until the objects are gone, and does not mind those that are gone already', async () => {
      await applyObjects(admin, [configMap('old'), node('old')])
      await deleteObjects(admin, [refOf(configMap('old')), refOf(configMap('older')), refOf(node('old'))], {waitMs: 60_000})
      expect((await readObjects(admin, [refOf(configMap('old')), refOf(node('old'))])).objects).toEqual([])
    })

    it('of nothing does nothing', async () => {
      const before = api.invocations.length
      await deleteObjects(admin, [])
      expect(api.invocations).toHaveLength(before)
    })

    it('fails when it is forbidden', async () => {
      const error = await rejection(deleteObjects(reader, [refOf(configMap('a'))]))
      expect(error).toBeInstanceOf(NotAllowedError)
      expect(error.message).toMatch(/^Could not delete ConfigMap a: /)
    })

    it('says so when the time runs out', async () => {
      await applyObjects(admin, [{...configMap('held'), metadata: {name: 'held', namespace, finalizers: ['example.com/hold']}}])
      const error = await rejection(deleteObjects(admin, [refOf(configMap('held'))], {waitMs: 1000}))
      expect(error).toBeInstanceOf(TimedOutError)
    })
  })

  describe('a node', () => {
    beforeAll(() => applyObjects(admin, [node('vnode')]))
    const unschedulable = async () =>
      ((await readObjects(admin, [refOf(node('vnode'))])).objects[0] as {spec?: {unschedulable?: boolean}}).spec?.unschedulable === true

    it('without pods is drained at once', async () => {
      await drain(admin, 'vnode', 60_000)
      expect(await unschedulable()).toBe(true)
    })

    it('loses pods by name, and those that are gone already', async () => {
      await applyObjects(admin, [
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: {name: 'p', namespace},
          spec: {nodeName: 'vnode', containers: [{name: 'c', image: 'i'}]},
        } as KubeObject,
      ])
      await deletePods(admin, namespace, ['p', 'gone'], {graceSeconds: 0, force: true})
      expect((await listObjects(admin, {kinds: ['pods'], fields: 'spec.nodeName=vnode'})).objects).toEqual([])
    })
  })
})
