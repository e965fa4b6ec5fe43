import {afterAll, beforeAll, describe, expect, it, jest} from '@jest/globals'
import {tools} from '../../tools.ts'
import {workplace, type Run, type Workplace} from './real-tools.ts'
import {deployment, pod, startTestApi, type TestApi} from './test-api.ts'

jest.setTimeout(90_000)

describe.each(['3.18.0', '4.1.4', '4.2.3'] as const)('the kubectl next to helm %s', version => {
  const {kubectl, kubectlVersion} = tools[version]
  let api: TestApi
  let place: Workplace

  beforeAll(async () => {
    api = await startTestApi()
    place = await workplace(api)
    await api.send('POST', '/api/v1/nodes', {
      metadata: {name: 'n1', labels: {'kubernetes.io/role': 'agent', 'node-role.kubernetes.io/worker': ''}},
      status: {
        conditions: [{type: 'Ready', status: 'True'}],
        nodeInfo: {kubeletVersion: 'v1.25.0'},
        addresses: [{type: 'InternalIP', address: '127.0.0.1'}],
      },
    })
  })

  afterAll(async () => {
    await api.close()
    await place.remove()
  })

  const run = (args: string, input?: unknown): Promise<Run> =>
    place.run(kubectl, args.split(' '), input === undefined ? '' : JSON.stringify(input))

  async function ok(args: string, input?: unknown): Promise<string> {
    const {code, stdout, stderr} = await run(args, input)
    if (code !== 0) throw new Error(stderr)
    return stdout
  }

  it('sees the versions and the resources', async () => {
    const versions = JSON.parse(await ok('version -o json')) as {clientVersion: {gitVersion: string}; serverVersion: {gitVersion: string}}
    expect(versions).toMatchObject({clientVersion: {gitVersion: `v${kubectlVersion}`}, serverVersion: {gitVersion: 'v1.36.3'}})
    expect(await ok('api-resources --api-group=apps -o name')).toContain('deployments.apps')
    expect(await ok('explain deployment.spec.replicas')).toContain('<integer>')
  })

  it('applies, and applies again, on the client and on the server', async () => {
    expect(await ok('apply -f -', deployment('web'))).toBe('deployment.apps/web created\n')
    expect(await ok('apply -f -', deployment('web'))).toBe('deployment.apps/web unchanged\n')
    expect((await run('diff -f -', deployment('web'))).code).toBe(0)
    const diff = await run('diff -f -', deployment('web', {replicas: 2}))
    expect(diff.code).toBe(1)
    expect(diff.stdout).toContain('+  replicas: 2')
    expect(await ok('apply --dry-run=server -f -', deployment('web', {replicas: 2}))).toBe(
      'deployment.apps/web configured (server dry run)\n',
    )
    expect(await ok('get deployment web -o jsonpath={.spec.replicas}')).toBe('1')
    expect(await ok('apply -f -', deployment('web', {replicas: 2}))).toBe('deployment.apps/web configured\n')
    expect(await ok('apply --server-side --force-conflicts -f -', deployment('web', {replicas: 3}))).toBe(
      'deployment.apps/web serverside-applied\n',
    )
    expect(await ok('get deployment web')).toMatch(/web +0\/3 +0 +0 /)
    expect((await run('delete deployment web --wait')).code).toBe(0)
    expect((await run('get deployment web')).stderr).toBe('Error from server (NotFound): deployments.apps "web" not found\n')
  })

  it('is told of fields that do not exist', async () => {
    const {code, stderr} = await run('apply -f -', {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'm'}, dota: {}})
    expect(code).toBe(1)
    expect(stderr).toContain('strict decoding error: unknown field "dota"')
  })

  it('shows and changes nodes', async () => {
    expect(await ok('get nodes')).toMatch(/n1 +Ready +agent,worker +\d+s +v1.25.0/)
    await ok('label node n1 a=b')
    await ok('cordon n1')
    expect(await ok('get nodes -o wide')).toMatch(/n1 +Ready,SchedulingDisabled .* 127\.0\.0\.1 /)
    await ok('uncordon n1')
    expect(JSON.parse(await ok('get node n1 -o json'))).toMatchObject({metadata: {labels: {a: 'b'}}, spec: {}})
    expect(await ok('describe node n1')).toContain('Roles:              agent,worker')
  })

  it('drains a node of a pod', async () => {
    await api.send('POST', '/api/v1/namespaces/default/pods', pod('drained', {nodeName: 'n1', terminationGracePeriodSeconds: 0}))
    expect(await ok('drain n1 --force --timeout=60s')).toContain('pod/drained evicted')
    await ok('uncordon n1')
  })

  it('shows pods as tables, also while it watches', async () => {
    await api.send('POST', '/api/v1/namespaces/default/pods', pod('shown', {nodeName: 'n1'}))
    expect(await ok('get pods -o wide')).toMatch(/shown +0\/1 +Pending +0 +\d+s +<none> +n1 /)
    expect(await ok('describe pod shown')).toMatch(/Status: +Pending/)
    expect((await run('wait pod shown --for=jsonpath={.status.phase}=Pending --timeout=60s')).code).toBe(0)
    expect(await ok('delete pod shown --grace-period=0 --force')).toContain('deleted')
  })

  it('asks what it may do', async () => {
    expect(await ok('auth can-i create pods')).toBe('yes\n')
    expect(await run('auth can-i list nodes --as nobody')).toMatchObject({code: 1, stdout: 'no\n'})
  })
})

describe('kubectl 1.20', () => {
  it('knows from the OpenAPI document which kinds can be tried without a change', async () => {
    const api = await startTestApi()
    const place = await workplace(api)
    try {
      const args = ['apply', '--dry-run=server', '-f', '-']
      const {kubectl} = tools['3.8.1']
      expect(await place.run(kubectl, args, JSON.stringify(deployment('web')))).toEqual({
        code: 0,
        stdout: 'deployment.apps/web created (server dry run)\n',
        stderr: '',
      })
      expect((await api.send('GET', '/apis/apps/v1/deployments')).body.items).toEqual([])
    } finally {
      await api.close()
      await place.remove()
    }
  })
})
