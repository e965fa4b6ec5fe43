import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {NotAllowedError} from '../../../src/lib/errors.ts'
import {ClusterUnreachable} from '../../../src/lib/kubernetes/cluster-errors.ts'
import {neutralEnvironment, openKubectl} from '../../../src/lib/kubernetes/kubectl.ts'
import {createObjects} from '../../../src/lib/kubernetes/write.ts'
import {runner, type Run} from '../../../src/lib/process.ts'
import {oldestAndNewest, tools} from '../../tools.ts'
import {configMap, namespace, readerRights, rejection} from './objects.ts'
import {startTestApi, type TestApi} from './test-api.ts'

let api: TestApi
let folder: string
beforeAll(async () => {
  api = await startTestApi()
  folder = await mkdtemp(join(tmpdir(), 'kubectl-test-'))
  const admin = await api.openDirectly(tools['4.2.3'].kubectl)
  await createObjects(admin, [{apiVersion: 'v1', kind: 'Namespace', metadata: {name: namespace}}, ...readerRights], {mayExist: []})
})
afterAll(async () => {
  await api.close()
  await rm(folder, {recursive: true})
})

/** A kubeconfig with two contexts: `current` leads nowhere, `other` to the test's API server. */
async function kubeconfigOfTwo(): Promise<string> {
  const {clusters, users} = JSON.parse(api.config()) as {clusters: {cluster: object}[]; users: {user: object}[]}
  const path = join(folder, 'two-contexts')
  const text = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'current',
    clusters: [
      {name: 'nowhere', cluster: {server: 'https://127.0.0.1:1'}},
      {name: 'here', cluster: clusters[0]?.cluster},
    ],
    users: [{name: 'me', user: users[0]?.user}],
    contexts: [
      {name: 'current', context: {cluster: 'nowhere', user: 'me'}},
      {name: 'other', context: {cluster: 'here', user: 'me'}},
    ],
  })
  await writeFile(path, text)
  return path
}

describe.each(oldestAndNewest)('the kubectl that comes with helm %s', (_, {kubectl: tool}) => {
  it('uses the context that it is given, not the current one', async () => {
    const kubeconfig = await kubeconfigOfTwo()
    const listed = openKubectl(api.run, tool, {kubeconfig, context: 'other'}).call('list namespaces', ['get', 'namespaces', '-o', 'name'])
    expect((await listed).split('\n')).toContain(`namespace/${namespace}`)
    const current = openKubectl(api.run, tool, {kubeconfig}).call('list namespaces', ['get', 'namespaces', '-o', 'name'])
    expect(await rejection(current)).toBeInstanceOf(ClusterUnreachable)
  })

  it('finds the kubeconfig itself if it is given only a context', async () => {
    const KUBECONFIG = await kubeconfigOfTwo()
    const run: typeof api.run = invocation => api.run({...invocation, env: {...invocation.env, KUBECONFIG}})
    const server = ['config', 'view', '--minify', '-o', 'jsonpath={.clusters[0].cluster.server}']
    expect(await openKubectl(run, tool, {context: 'other'}).call('read the kubeconfig', server)).toBe(api.url)
  })

  it('reads its input, and returns what it prints', async () => {
    const kubectl = await api.open(tool)
    const args = ['create', '--dry-run=client', '-o', 'jsonpath={.metadata.name}', '-f', '-']
    expect(await kubectl.call('create it', args, {input: JSON.stringify(configMap('given'))})).toBe('given')
  })

  it('that fails says what it was to do, and why', async () => {
    const kubectl = await api.open(tool, api.config('reader'))
    const error = await rejection(kubectl.call('list the nodes', ['get', 'nodes']))
    expect(error).toBeInstanceOf(NotAllowedError)
    expect(error.message).toMatch(/^Could not list the nodes: nodes is forbidden: User "reader" cannot list resource "nodes"/)
  })

  it('is not given longer than the call allows, by default a minute', async () => {
    const kubectl = await api.open(tool)
    await kubectl.call('print its version', ['version', '--client'])
    await kubectl.call('print its version', ['version', '--client'], {timeoutMs: 30_000})
    expect(api.invocations.slice(-2).map(({timeoutMs}) => timeoutMs)).toEqual([60_000, 30_000])
  })

  it('makes the requests of its REST API, unless there is a way past it', async () => {
    expect((await api.open(tool)).api.by).toBe('kubectl')
    expect((await api.openDirectly(tool)).api.by).toBe('https')
  })
})

it('of a user who has preferences (kuberc) prints what it prints for anybody', async () => {
  const kuberc = {
    apiVersion: 'kubectl.config.k8s.io/v1beta1',
    kind: 'Preference',
    defaults: [{command: 'version', options: [{name: 'output', default: 'json'}]}],
  }
  await mkdir(join(folder, '.kube'))
  await writeFile(join(folder, '.kube', 'kuberc'), JSON.stringify(kuberc))
  const start = runner(new AbortController().signal)
  const printed = (without: readonly string[]) => {
    const run: Run = invocation => {
      const env = Object.entries(invocation.env ?? {}).filter(([name]) => !without.includes(name))
      return start({...invocation, env: {...Object.fromEntries(env), HOME: folder, USERPROFILE: folder}})
    }
    return openKubectl(run, tools['4.2.3'].kubectl, {context: 'any'}).call('print its version', ['version', '--client'])
  }
  expect(await printed(Object.keys(neutralEnvironment))).toMatch(/^\{/)
  expect(await printed([])).toMatch(/^Client Version: v/)
})
