import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {deployments, startTestApi, type Reply, type TestApi} from './test-api.ts'

interface Spec {
  readonly replicas?: number
  readonly env?: readonly {readonly name: string; readonly value?: string}[]
  readonly labels?: Record<string, string>
}

function config(name: string, {replicas, env = [], labels}: Spec): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {name, ...(labels === undefined ? {} : {labels})},
    spec: {
      ...(replicas === undefined ? {} : {replicas}),
      selector: {matchLabels: {app: name}},
      template: {metadata: {labels: {app: name}}, spec: {containers: [{name: 'c', image: 'a:1', env}]}},
    },
  }
}

describe('Server-side apply', () => {
  let api: TestApi

  beforeAll(async () => {
    api = await startTestApi()
  })

  afterAll(() => api.close())

  const apply = (name: string, manager: string, spec: Spec, more = ''): Promise<Reply> =>
    api.send('PATCH', `${deployments}/${name}?fieldManager=${manager}${more}`, config(name, spec), {type: 'application/apply-patch+yaml'})

  it('makes an object and notes who owns what', async () => {
    const {status, body} = await apply('made', 'one', {replicas: 2})
    expect(status).toBe(201)
    expect(body.metadata.managedFields).toMatchObject([
      {manager: 'one', operation: 'Apply', apiVersion: 'apps/v1', fieldsV1: {'f:spec': {'f:replicas': {}, 'f:selector': {}}}},
    ])
  })

  it('takes away what a manager does not want any more, and nothing else', async () => {
    await apply('less', 'one', {
      replicas: 2,
      labels: {a: '1', b: '2'},
      env: [
        {name: 'A', value: '1'},
        {name: 'B', value: '2'},
      ],
    })
    await api.send('PATCH', `${deployments}/less?fieldManager=two`, {metadata: {labels: {c: '3'}}}, {type: 'application/merge-patch+json'})
    const {body} = await apply('less', 'one', {labels: {b: '2'}, env: [{name: 'B', value: '2'}]})
    expect(body.metadata.labels).toEqual({b: '2', c: '3'})
    expect(body.spec.template.spec.containers[0].env).toEqual([{name: 'B', value: '2'}])
    // Nobody owns the number of replicas now: the default is back.
    expect(body.spec.replicas).toBe(1)
  })

  it('leaves a shared field until its last owner gives it up', async () => {
    await apply('shared', 'one', {replicas: 4})
    await apply('shared', 'two', {replicas: 4})
    expect((await apply('shared', 'one', {})).body.spec.replicas).toBe(4)
    expect((await apply('shared', 'two', {})).body.spec.replicas).toBe(1)
  })

  it('refuses to change what another manager owns, unless it is forced', async () => {
    await apply('fought', 'one', {replicas: 2})
    await api.send('PATCH', `${deployments}/fought?fieldManager=scaler`, {spec: {replicas: 5}}, {type: 'application/merge-patch+json'})
    const refused = await apply('fought', 'one', {replicas: 2})
    expect(refused).toMatchObject({
      status: 409,
      body: {
        reason: 'Conflict',
        message: 'Apply failed with 1 conflict: conflict with "scaler" using apps/v1: .spec.replicas',
        details: {causes: [{reason: 'FieldManagerConflict', field: '.spec.replicas'}]},
      },
    })
    const forced = await apply('fought', 'one', {replicas: 2}, '&force=true')
    expect(forced.body.spec.replicas).toBe(2)
    expect(forced.body.metadata.managedFields.map(({manager}: {manager: string}) => manager)).toEqual(['one'])
  })

  it('changes nothing when nothing changes', async () => {
    const first = await apply('still', 'one', {replicas: 2})
    const second = await apply('still', 'one', {replicas: 2})
    expect(second.body.metadata).toEqual(first.body.metadata)
  })

  it('refuses fields that the schema does not have, however lenient the client is', async () => {
    const reply = await api.send(
      'PATCH',
      `${deployments}/x?fieldManager=one&fieldValidation=Ignore`,
      {apiVersion: 'apps/v1', kind: 'Deployment', metadata: {name: 'x'}, spec: {foo: 1}},
      {type: 'application/apply-patch+yaml'},
    )
    expect(reply).toMatchObject({
      status: 500,
      body: {message: 'failed to create typed patch object (/x; apps/v1, Kind=Deployment): .spec.foo: field not declared in schema'},
    })
  })

  it('needs a manager', async () => {
    const reply = await api.send('PATCH', `${deployments}/x`, config('x', {}), {type: 'application/apply-patch+yaml'})
    expect(reply.body.message).toBe('PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch')
  })

  it('reads YAML', async () => {
    const reply = await api.send(
      'PATCH',
      '/api/v1/namespaces/default/configmaps/y?fieldManager=one',
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: y\ndata:\n  a: b\n',
      {type: 'application/apply-patch+yaml'},
    )
    expect(reply.body.data).toEqual({a: 'b'})
  })
})
