import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {deployment, deployments, pod, startTestApi, type TestApi} from './test-api.ts'

describe('Objects', () => {
  let api: TestApi

  beforeAll(async () => {
    api = await startTestApi()
  })

  afterAll(() => api.close())

  it('get what only the server gives', async () => {
    const {status, body} = await api.send('POST', deployments, {...deployment('made'), status: {replicas: 9}})
    expect(status).toBe(201)
    expect(body.metadata).toMatchObject({
      name: 'made',
      namespace: 'default',
      generation: 1,
      uid: expect.any(String),
      creationTimestamp: expect.any(String),
    })
    expect(body.spec).toMatchObject({
      replicas: 1,
      strategy: {type: 'RollingUpdate', rollingUpdate: {maxSurge: '25%', maxUnavailable: '25%'}},
    })
    expect(body.status).toEqual({})
  })

  it('are made with a name of the prefix that they ask for', async () => {
    const {body} = await api.send('POST', '/api/v1/namespaces/default/configmaps', {metadata: {generateName: 'a-'}})
    expect(body.metadata.name).toMatch(/^a-[a-z0-9]{5}$/)
  })

  it('are listed in pages, and a token that is none is refused', async () => {
    const maps = '/api/v1/namespaces/kube-public/configmaps'
    for (const name of ['page-a', 'page-b', 'page-c']) await api.send('POST', maps, {metadata: {name, labels: {in: 'pages'}}})
    const selected = `${maps}?labelSelector=in%3Dpages`
    const nameOf = ({metadata}: {metadata: {name: string}}) => metadata.name
    const first = (await api.send('GET', `${selected}&limit=2`)).body
    expect(first.items.map(nameOf)).toEqual(['page-a', 'page-b'])
    // The server does not count what a selector leaves.
    expect(first.metadata.remainingItemCount).toBeUndefined()
    const second = (await api.send('GET', `${selected}&limit=2&continue=${first.metadata.continue}`)).body
    expect(second.items.map(nameOf)).toEqual(['page-c'])
    expect(second.metadata.continue).toBeUndefined()
    const all = (await api.send('GET', `${maps}?limit=1`)).body
    expect(all.metadata.remainingItemCount).toBeGreaterThanOrEqual(2)
    expect(await api.send('GET', `${maps}?continue=x`)).toMatchObject({status: 400, body: {reason: 'BadRequest'}})
  })

  it('are made once', async () => {
    await api.send('POST', deployments, deployment('twice'))
    const {status, body} = await api.send('POST', deployments, deployment('twice'))
    expect({status, message: body.message}).toEqual({status: 409, message: 'deployments.apps "twice" already exists'})
  })

  it('are not replaced by who has not seen the last change', async () => {
    const {body} = await api.send('POST', deployments, deployment('old'))
    await api.send('PATCH', `${deployments}/old`, {spec: {replicas: 2}}, {type: 'application/merge-patch+json'})
    const reply = await api.send('PUT', `${deployments}/old`, body)
    expect(reply).toMatchObject({
      status: 409,
      body: {reason: 'Conflict', message: expect.stringContaining('please apply your changes to the latest version')},
    })
  })

  it('count changes of their spec, and keep their status from writers of the spec', async () => {
    const {body} = await api.send('POST', deployments, deployment('counted'))
    const status = await api.send('PUT', `${deployments}/counted/status`, {
      ...body,
      spec: {...body.spec, replicas: 7},
      status: {replicas: 3},
    })
    expect(status.body).toMatchObject({metadata: {generation: 1}, spec: {replicas: 1}, status: {replicas: 3}})
    const spec = await api.send(
      'PATCH',
      `${deployments}/counted`,
      {spec: {replicas: 7}, status: {replicas: 5}},
      {type: 'application/merge-patch+json'},
    )
    expect(spec.body).toMatchObject({metadata: {generation: 2}, spec: {replicas: 7}, status: {replicas: 3}})
  })

  it('keep their version when a write changes nothing', async () => {
    const {body} = await api.send('POST', deployments, deployment('kept'))
    const patched = await api.send('PATCH', `${deployments}/kept`, {spec: {replicas: 1}}, {type: 'application/merge-patch+json'})
    expect(patched.body.metadata.resourceVersion).toBe(body.metadata.resourceVersion)
  })

  it('are not written by a dry run', async () => {
    expect((await api.send('POST', `${deployments}?dryRun=All`, deployment('dry'))).status).toBe(201)
    expect((await api.send('GET', `${deployments}/dry`)).status).toBe(404)
  })

  it('stay until their finalizers are gone', async () => {
    const path = '/api/v1/namespaces/default/configmaps'
    await api.send('POST', path, {metadata: {name: 'held', finalizers: ['example.com/hold']}})
    const deleted = await api.send('DELETE', `${path}/held`)
    expect(deleted.body.metadata.deletionTimestamp).toEqual(expect.any(String))
    await api.send('PATCH', `${path}/held`, {metadata: {finalizers: null}}, {type: 'application/merge-patch+json'})
    expect((await api.send('GET', `${path}/held`)).status).toBe(404)
  })

  it('wait for their dependents when that is asked', async () => {
    await api.send('POST', deployments, deployment('foreground'))
    const {body} = await api.send('DELETE', `${deployments}/foreground`, {propagationPolicy: 'Foreground'})
    expect(body.metadata.finalizers).toEqual(['foregroundDeletion'])
  })

  it('that run on a node end gracefully', async () => {
    const path = '/api/v1/namespaces/default/pods/running'
    await api.send('POST', '/api/v1/namespaces/default/pods', pod('running', {nodeName: 'n'}))
    const {body} = await api.send('DELETE', path)
    expect(body.metadata).toMatchObject({deletionGracePeriodSeconds: 30, deletionTimestamp: expect.any(String)})
    expect((await api.send('GET', path)).status).toBe(200)
    await api.send('DELETE', path, {gracePeriodSeconds: 0})
    expect((await api.send('GET', path)).status).toBe(404)
  })

  it('cannot be made in a namespace that is ending', async () => {
    await api.send('POST', '/api/v1/namespaces', {metadata: {name: 'ending'}})
    expect((await api.send('DELETE', '/api/v1/namespaces/ending')).body.status.phase).toBe('Terminating')
    const refused = await api.send('POST', '/api/v1/namespaces/ending/secrets', {metadata: {name: 's'}})
    expect(refused).toMatchObject({status: 403, body: {message: expect.stringContaining('because it is being terminated')}})
    await api.send('PUT', '/api/v1/namespaces/ending/finalize', {metadata: {name: 'ending'}, spec: {finalizers: []}})
    expect((await api.send('GET', '/api/v1/namespaces/ending')).status).toBe(404)
  })

  it('are found by labels and fields', async () => {
    const path = '/api/v1/namespaces/default/secrets'
    await api.send('POST', path, {metadata: {name: 'a', labels: {owner: 'helm', tier: 'x'}}})
    await api.send('POST', path, {metadata: {name: 'b', labels: {owner: 'helm'}}, type: 'example.com/other'})
    const names = async (query: string): Promise<string[]> => {
      const {body} = await api.send('GET', `${path}?${query}`)
      return body.items.map((item: {metadata: {name: string}}) => item.metadata.name)
    }
    expect(await names('labelSelector=owner=helm,tier!=x')).toEqual(['b'])
    expect(await names('labelSelector=tier in (x,y)')).toEqual(['a'])
    expect(await names('labelSelector=!tier')).toEqual(['b'])
    expect(await names('fieldSelector=type=example.com/other')).toEqual(['b'])
    expect((await api.send('GET', `${path}?fieldSelector=spec.x=1`)).status).toBe(400)
  })
})
