import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {ConflictError} from '../../../src/lib/kubernetes/cluster-errors.ts'
import {openKubectl} from '../../../src/lib/kubernetes/kubectl.ts'
import {readObjects} from '../../../src/lib/kubernetes/read.ts'
import type {Invocation} from '../../../src/lib/process.ts'
import {applyObjects, createObjects} from '../../../src/lib/kubernetes/write.ts'
import {oldestAndNewest, tools} from '../../tools.ts'
import {configMap, namespace, readerRights, refOf, rejection, secret} from './objects.ts'
import {startTestApi, type TestApi} from './test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
  const around = {apiVersion: 'v1', kind: 'Namespace', metadata: {name: namespace}}
  await createObjects(await api.openDirectly(tools['4.2.3'].kubectl), [around, ...readerRights], {mayExist: []})
})
afterAll(() => api.close())

describe.each(oldestAndNewest)('the API through the kubectl that comes with helm %s', (version, {kubectl: tool}) => {
  it('says why something is refused, and which object is not there', async () => {
    const path = `/api/v1/namespaces/${namespace}/secrets/none`
    expect((await (await api.open(tool)).api.get(path)).refused).toMatchObject({reason: 'NotFound', name: 'none'})
    expect((await (await api.open(tool, api.config('reader'))).api.get(path)).refused).toMatchObject({
      reason: 'Forbidden',
      message: expect.stringMatching(/^secrets "none" is forbidden: User "reader" cannot get/),
    })
  })

  it('knows a conflict by the version of the object, for kubectl says it only in words', async () => {
    const kubectl = await api.open(tool)
    const name = `claimed-${version}`
    const [first] = await applyObjects(kubectl, [configMap(name)])
    const {resourceVersion = ''} = first?.metadata ?? {}
    const late = {...configMap(name, 'late'), metadata: {name, namespace, resourceVersion}}
    await applyObjects(kubectl, [configMap(name, 'another')])
    const error = await rejection(applyObjects(kubectl, [late]))
    expect(error).toBeInstanceOf(ConflictError)
    expect(error.message).not.toContain('Please review')
  })

  it('takes no other failure for a conflict', async () => {
    const kubectl = await api.open(tool)
    const name = `same-${version}`
    const [first] = await applyObjects(kubectl, [configMap(name)])
    const {resourceVersion = ''} = first?.metadata ?? {}
    api.faults.set([{server: 'kubernetes', method: 'PATCH', status: 500, message: 'the disk is full', times: 9}])
    const error = await rejection(applyObjects(kubectl, [{...configMap(name, '2'), metadata: {name, namespace, resourceVersion}}]))
    api.faults.set([])
    expect(error).not.toBeInstanceOf(ConflictError)
    expect(error.message).toContain('the disk is full')
  })

  it('keeps what is written off the command line', async () => {
    const kubectl = await api.open(tool)
    await createObjects(kubectl, [secret(`made-${version}`, 's3cret')], {mayExist: []})
    await applyObjects(kubectl, [secret(`made-${version}`, 's3cret')])
    expect(JSON.stringify(api.invocations)).not.toContain(Buffer.from('s3cret').toString('base64').slice(0, 8))
  })

  it('asks below the path in the address of the server, as kubectl does itself', async () => {
    const config = JSON.parse(api.config()) as {clusters: [{cluster: {server: string}}]}
    config.clusters[0].cluster.server += '/k8s/clusters/one/'
    const kubectl = await api.open(tool, JSON.stringify(config))
    api.faults.forgetRequests()
    await kubectl.api.get('/api/v1/nodes')
    expect(api.faults.requests.map(({path}) => path)).toEqual(['/k8s/clusters/one/api/v1/nodes'])
  })
})

it('asks kubectl for the address of the server once', async () => {
  const invocations: Invocation[] = []
  const {kubectl: tool} = tools['4.2.3']
  const kubectl = openKubectl(
    async invocation => {
      invocations.push(invocation)
      const isAddress = invocation.args[0] === 'config'
      return {exitCode: 0, stdout: isAddress ? 'https://a' : '{"kind": "ConfigMap", "metadata": {"name": "a"}}', stderr: ''}
    },
    tool,
    {kubeconfig: 'file', context: 'c'},
  )
  await readObjects(kubectl, [refOf(configMap('a')), refOf(configMap('b'))])
  expect(invocations.map(({args}) => args)).toEqual([
    ['config', 'view', '--minify', '-o', 'jsonpath={.clusters[0].cluster.server}', '--kubeconfig', 'file', '--context', 'c'],
    ['get', '--raw', '/api/v1/namespaces/vk/configmaps/a', '--kubeconfig', 'file', '--context', 'c'],
    ['get', '--raw', '/api/v1/namespaces/vk/configmaps/b', '--kubeconfig', 'file', '--context', 'c'],
  ])
  expect(invocations[0]?.env).toEqual({KUBECTL_KUBERC: 'false'})
})
