import {once} from 'node:events'
import {readFile, writeFile} from 'node:fs/promises'
import {createServer, type AddressInfo} from 'node:net'
import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import {NotAllowedError, TimedOutError, type UserError} from '../../../src/lib/errors.ts'
import {openKubectl, type Kubectl} from '../../../src/lib/kube/kubectl.ts'
import {KubectlFailed} from '../../../src/lib/kube/kubectl-errors.ts'
import type {KubeObject, ObjectRef, SecretObject} from '../../../src/lib/kube/objects.ts'
import {listObjects, readObjects} from '../../../src/lib/kube/read.ts'
import {readKubectlVersion} from '../../../src/lib/kube/version.ts'
import {applyObjects, cordon, deleteObjects, deletePods, drain, uncordon} from '../../../src/lib/kube/write.ts'
import {createAuthority} from '../../../src/sandbox/authority.ts'
import {tools} from '../../tools.ts'
import {clusterConfig, startTestApi, type TestApi} from './test-api.ts'

const namespace = 'vk'
const configMap = (name: string, value = '1'): KubeObject =>
  ({apiVersion: 'v1', kind: 'ConfigMap', metadata: {name, namespace, labels: {app: 'x'}}, data: {value}}) as KubeObject
const secret = (name: string, text: string): SecretObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: {name, namespace, labels: {app: 'x'}},
  data: {text: Buffer.from(text).toString('base64')},
})
const node = (name: string): KubeObject => ({apiVersion: 'v1', kind: 'Node', metadata: {name}})
const refOf = ({apiVersion = 'v1', kind = '', metadata}: KubeObject): ObjectRef => ({
  apiVersion,
  kind,
  name: metadata.name,
  ...(metadata.namespace !== undefined && {namespace: metadata.namespace}),
})
const names = (objects: readonly KubeObject[]) => objects.map(({kind, metadata}) => `${kind} ${metadata.name}`)
const rejection = (promise: Promise<unknown>): Promise<UserError> =>
  promise.then(
    () => {
      throw new Error('It did not fail.')
    },
    (error: UserError) => error,
  )

/** May read ConfigMaps everywhere, and nothing else. */
const readerRights = [
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: {name: 'reader'},
    rules: [{apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list']}],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: {name: 'reader'},
    roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'reader'},
    subjects: [{apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'reader'}],
  },
] as const

describe.each(Object.entries(tools))('kubectl that comes with helm %s', (_, {kubectl: tool, kubectlVersion}) => {
  let api: TestApi
  let admin: Kubectl
  let reader: Kubectl
  beforeAll(async () => {
    api = await startTestApi()
    admin = await api.kubectl(tool)
    reader = await api.kubectl(tool, 'reader')
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

  describe('reading', () => {
    beforeAll(() => applyObjects(admin, [configMap('a'), configMap('b'), secret('s', 'x'), node('n')]))

    it('by name gives what is there, and does not mind what is not', async () => {
      const {objects, unreadable} = await readObjects(admin, [
        refOf(configMap('a')),
        refOf(configMap('none')),
        refOf(node('n')),
        {...refOf(configMap('a')), namespace: 'no-such-namespace'},
      ])
      expect(names(objects)).toEqual(['ConfigMap a', 'Node n'])
      expect(unreadable).toEqual([])
    })

    it('by name gives nothing when nothing is there, and starts no program when nothing is asked', async () => {
      expect(await readObjects(admin, [refOf(configMap('none'))])).toEqual({objects: [], unreadable: []})
      const before = api.invocations.length
      expect(await readObjects(admin, [])).toEqual({objects: [], unreadable: []})
      expect(api.invocations).toHaveLength(before)
    })

    it('by name goes on after what is forbidden, and tells of each', async () => {
      const {objects, unreadable} = await readObjects(reader, [
        refOf(configMap('a')),
        refOf(secret('s', '')),
        refOf(node('n')),
        refOf(configMap('b')),
      ])
      expect(names(objects)).toEqual(['ConfigMap a', 'ConfigMap b'])
      expect(unreadable).toHaveLength(2)
      expect(unreadable[0]).toMatch(/^secrets "s" is forbidden: User "reader" cannot get/)
      expect(unreadable[1]).toMatch(/^nodes "n" is forbidden/)
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
      const {objects, unreadable} = await listObjects(reader, {kinds: ['secrets', 'configmaps', 'deployments.apps'], namespace})
      expect(names(objects)).toEqual(expect.arrayContaining(['ConfigMap a', 'ConfigMap b']))
      expect(unreadable.map(text => text.split(' ')[0])).toEqual(['secrets', 'deployments.apps'])
    })

    it.each([
      ['an error of its own', {status: 500, message: 'etcdserver: request timed out'}, /etcdserver: request timed out|Internal/],
      ['no service', {status: 503, body: 'no healthy upstream'}, /unable to handle the request|no healthy upstream/],
    ])('tells when the server has %s for one kind', async (_title, fault, text) => {
      api.faults.set([{server: 'kubernetes', path: '/secrets', times: 100, ...fault}])
      const {objects, unreadable} = await listObjects(admin, {kinds: ['configmaps', 'secrets'], namespace})
      expect(names(objects)).toContain('ConfigMap a')
      expect(unreadable).toHaveLength(1)
      expect(unreadable[0]).toMatch(text)
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
      expect(error).toBeInstanceOf(KubectlFailed)
      expect(error.message).toMatch(/^Could not read the cluster: .*</)
    })

    it('is an error when the cluster has no such kind', async () => {
      expect((await rejection(listObjects(admin, {kinds: ['gizmos', 'configmaps']}))).message).toBe(
        'Could not read the cluster: the server doesn\'t have a resource type "gizmos"',
      )
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
      await applyObjects(admin, [
        {...configMap('held'), metadata: {name: 'held', namespace, finalizers: ['example.com/hold']} as KubeObject['metadata']},
      ])
      const error = await rejection(deleteObjects(admin, [refOf(configMap('held'))], {waitMs: 1000}))
      expect(error).toBeInstanceOf(TimedOutError)
    })
  })

  describe('a node', () => {
    beforeAll(() => applyObjects(admin, [node('vnode')]))
    const unschedulable = async () =>
      ((await readObjects(admin, [refOf(node('vnode'))])).objects[0] as {spec?: {unschedulable?: boolean}}).spec?.unschedulable === true

    it('is cordoned and uncordoned, also twice', async () => {
      await cordon(admin, 'vnode')
      await cordon(admin, 'vnode')
      expect(await unschedulable()).toBe(true)
      await uncordon(admin, 'vnode')
      expect(await unschedulable()).toBe(false)
    })

    it('that does not exist is named', async () => {
      expect((await rejection(cordon(admin, 'none'))).message).toMatch(/^Could not cordon the node none: .*"?none"? not found/)
    })

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

  describe('a server', () => {
    it('is not needed for the version of kubectl', async () => {
      expect(await readKubectlVersion(api.run, tool)).toContain(`v${kubectlVersion}`)
    })

    it('that does not accept the credentials is a matter of permission', async () => {
      const path = await api.kubeconfig('stranger')
      await writeFile(path, (await readFile(path, 'utf8')).replace(/"token":"[^"]*"/, '"token":"wrong"'))
      const error = await rejection(readObjects(openKubectl(api.run, tool, {kubeconfig: path}), [refOf(configMap('a'))]))
      expect(error).toBeInstanceOf(NotAllowedError)
      expect(error.message).toMatch(/logged in|credentials/)
      expect(error.hints.join()).toMatch(/sign in again/)
    })

    it('that nobody serves is out of reach', async () => {
      const closed = createServer().listen(0, '127.0.0.1')
      await once(closed, 'listening')
      const {port} = closed.address() as AddressInfo
      closed.close()
      await once(closed, 'close')
      const path = await api.kubeconfig('nobody')
      await writeFile(path, clusterConfig(`https://127.0.0.1:${port}`, '', 't'))
      const kubectl = openKubectl(api.run, tool, {kubeconfig: path})
      for (const error of [
        await rejection(readObjects(kubectl, [refOf(node('n'))])),
        await rejection(listObjects(kubectl, {kinds: ['pods']})),
      ]) {
        expect(error).toBeInstanceOf(KubectlFailed)
        expect(error.message).toMatch(/refused/)
        expect(error.hints.join()).toMatch(/can be reached from here/)
      }
    })

    it('with a certificate of somebody else is not talked to', async () => {
      const path = await api.kubeconfig('careful')
      const other = await createAuthority('other')
      await writeFile(path, clusterConfig(api.url, other.certificate, 't'))
      expect((await rejection(listObjects(openKubectl(api.run, tool, {kubeconfig: path}), {kinds: ['pods']}))).message).toMatch(/x509/)
    })
  })
})
