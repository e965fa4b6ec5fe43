import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {deployment, deployments, startTestApi, type TestApi} from './test-api.ts'

const secrets = '/api/v1/namespaces/default/secrets'

// Each message is what kube-apiserver 1.36.3 answers to the same request.
const refusals: readonly [what: string, path: string, body: unknown, status: number, message: string][] = [
  [
    'a field of another type',
    deployments,
    {...deployment('a'), spec: {replicas: 'x'}},
    400,
    'Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
  ],
  [
    'a boolean where a text is due',
    deployments,
    deployment('a', {template: {spec: {containers: [{name: 'c', env: [{name: true}]}]}}}),
    400,
    'Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal bool into Go struct field EnvVar.spec.template.spec.containers.env.name of type string',
  ],
  [
    'unknown fields, when strict',
    `${deployments}?fieldValidation=Strict`,
    deployment('a', {foo: 1}),
    400,
    'Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.foo"',
  ],
  [
    'doubled fields, when strict',
    `${secrets}?fieldValidation=Strict`,
    '{"metadata":{"name":"a"},"type":"x","type":"y"}',
    400,
    'Secret in version "v1" cannot be handled as a Secret: strict decoding error: duplicate field "type"',
  ],
  [
    'what is no base64',
    secrets,
    {metadata: {name: 'a'}, data: {a: '%%'}},
    400,
    'Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte 0',
  ],
  [
    'an empty Deployment',
    deployments,
    {metadata: {name: 'a'}},
    422,
    'Deployment.apps "a" is invalid: [spec.selector: Required value, spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`, spec.template.spec.containers: Required value]',
  ],
  ['a namespace that is not there', '/api/v1/namespaces/nowhere/secrets', {metadata: {name: 'a'}}, 404, 'namespaces "nowhere" not found'],
  [
    'a label that is too long',
    secrets,
    {metadata: {name: 'a', labels: {b: 'x'.repeat(64)}}},
    422,
    `Secret "a" is invalid: metadata.labels: Invalid value: "${'x'.repeat(64)}": must be no more than 63 bytes`,
  ],
  [
    'another namespace than that of the path',
    secrets,
    {metadata: {name: 'a', namespace: 'b'}},
    400,
    'the namespace of the provided object does not match the namespace sent on the request',
  ],
]

describe('Refuses', () => {
  let api: TestApi

  beforeAll(async () => {
    api = await startTestApi()
  })

  afterAll(() => api.close())

  it.each(refusals)('%s', async (_what, path, body, status, message) => {
    const reply = await api.send('POST', path, body)
    expect({status: reply.status, message: reply.body.message}).toEqual({status, message})
  })

  it('and warns of unknown fields otherwise, and leaves them out', async () => {
    const {status, body, headers} = await api.send('POST', deployments, deployment('warned', {foo: 1}))
    expect(status).toBe(201)
    expect(headers.warning).toBe('299 - "unknown field \\"spec.foo\\""')
    expect(body.spec.foo).toBeUndefined()
  })

  it('to change the selector of a Deployment, and the role of a binding', async () => {
    await api.send('POST', deployments, deployment('fixed'))
    const selector = {spec: {selector: {matchLabels: {app: 'x'}}, template: {metadata: {labels: {app: 'x'}}}}}
    const changed = await api.send('PATCH', `${deployments}/fixed`, selector, {type: 'application/merge-patch+json'})
    expect(changed).toMatchObject({
      status: 422,
      body: {details: {causes: [{field: 'spec.selector', message: expect.stringContaining('field is immutable')}]}},
    })
    const bindings = '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings'
    await api.send('POST', bindings, {metadata: {name: 'b'}, roleRef: {kind: 'ClusterRole', name: 'view'}})
    const moved = await api.send('PATCH', `${bindings}/b`, {roleRef: {name: 'edit'}}, {type: 'application/merge-patch+json'})
    expect(moved.body.message).toContain('cannot change roleRef')
  })

  it('methods and paths that it does not have', async () => {
    expect((await api.send('PUT', '/api/v1/nodes', {})).status).toBe(405)
    expect((await api.send('GET', '/api/v1/nothings')).body.message).toBe('the server could not find the requested resource')
    expect((await api.send('GET', '/nothing')).body).toBe('404 page not found\n')
  })
})
