import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {createAuthority} from '../../../sandbox/authority.ts'
import {pod, startTestApi, type TestApi} from './test-api.ts'

const rbac = '/apis/rbac.authorization.k8s.io/v1'

describe('Access', () => {
  let api: TestApi
  let jane: string

  beforeAll(async () => {
    api = await startTestApi()
    jane = api.issueToken({username: 'jane', groups: ['devs']})
    const rules = [
      {apiGroups: [''], resources: ['pods'], verbs: ['get', 'list']},
      {apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles', 'rolebindings'], verbs: ['create']},
    ]
    await api.send('POST', `${rbac}/namespaces/default/roles`, {metadata: {name: 'reader'}, rules})
    await api.send('POST', `${rbac}/namespaces/default/rolebindings`, {
      metadata: {name: 'devs'},
      roleRef: {kind: 'Role', name: 'reader'},
      subjects: [{kind: 'Group', name: 'devs'}],
    })
  })

  afterAll(() => api.close())

  it('is for known users only', async () => {
    expect(await api.send('GET', '/version', undefined, {token: ''})).toMatchObject({status: 401, body: {message: 'Unauthorized'}})
    expect((await api.send('GET', '/version', undefined, {token: 'a.b.c'})).status).toBe(401)
  })

  it('follows roles and bindings', async () => {
    expect((await api.send('GET', '/api/v1/namespaces/default/pods', undefined, {token: jane})).status).toBe(200)
    const denied = await api.send('GET', '/api/v1/pods', undefined, {token: jane})
    expect(denied).toMatchObject({
      status: 403,
      body: {message: 'pods is forbidden: User "jane" cannot list resource "pods" in API group "" at the cluster scope'},
    })
    const node = await api.send('DELETE', '/api/v1/nodes/n', undefined, {token: jane})
    expect(node.body.message).toBe(
      'nodes "n" is forbidden: User "jane" cannot delete resource "nodes" in API group "" at the cluster scope',
    )
  })

  it('lets nobody give rights that they do not have', async () => {
    const give = (name: string, verbs: string[]): ReturnType<TestApi['send']> =>
      api.send(
        'POST',
        `${rbac}/namespaces/default/roles`,
        {metadata: {name}, rules: [{apiGroups: [''], resources: ['pods'], verbs}]},
        {token: jane},
      )
    expect((await give('same', ['list'])).status).toBe(201)
    const more = await give('more', ['list', 'delete'])
    expect(more).toMatchObject({
      status: 403,
      body: {message: expect.stringContaining('is attempting to grant RBAC permissions not currently held')},
    })
    const bound = await api.send(
      'POST',
      `${rbac}/namespaces/default/rolebindings`,
      {metadata: {name: 'up'}, roleRef: {kind: 'ClusterRole', name: 'cluster-admin'}, subjects: [{kind: 'User', name: 'jane'}]},
      {token: jane},
    )
    expect(bound.status).toBe(403)
  })

  it('knows client certificates of its CA, and no others', async () => {
    const subject = {commonName: 'clusterUser', organizations: ['system:masters']}
    const review = {apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview'}
    const own = await api.send('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', review, {
      certificate: await api.authority.issue(subject),
    })
    expect(own.body.status.userInfo).toMatchObject({username: 'clusterUser', groups: ['system:masters', 'system:authenticated']})
    const foreign = await (await createAuthority('other')).issue(subject)
    expect((await api.send('GET', '/api/v1/pods', undefined, {certificate: foreign})).status).toBe(401)
  })

  it('ends for a token with the pod that it is bound to', async () => {
    const {body: made} = await api.send('POST', '/api/v1/namespaces/default/pods', pod('bound'))
    const ask = {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: {boundObjectRef: {kind: 'Pod', apiVersion: 'v1', name: 'bound', uid: made.metadata.uid}},
    }
    const {body} = await api.send('POST', '/api/v1/namespaces/default/serviceaccounts/default/token', ask)
    const {token} = body.status
    const review = (): ReturnType<TestApi['send']> =>
      api.send('POST', '/apis/authentication.k8s.io/v1/tokenreviews', {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenReview',
        spec: {token},
      })
    expect((await review()).body.status).toMatchObject({
      authenticated: true,
      user: {username: 'system:serviceaccount:default:default', groups: expect.arrayContaining(['system:serviceaccounts:default'])},
    })
    expect((await api.send('GET', '/api/v1/pods', undefined, {token})).status).toBe(403)
    await api.send('DELETE', '/api/v1/namespaces/default/pods/bound')
    expect((await review()).body.status).toEqual({user: {}, error: 'invalid bearer token'})
    expect((await api.send('GET', '/version', undefined, {token})).status).toBe(401)
  })

  it('is that of somebody else only for who may impersonate', async () => {
    const review = {apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview'}
    const as = (token: string): ReturnType<TestApi['send']> =>
      api.send('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', review, {token, headers: {'impersonate-user': 'joe'}})
    expect((await as(api.adminToken)).body.status.userInfo).toEqual({username: 'joe', groups: ['system:authenticated']})
    expect((await as(jane)).body.message).toBe(
      'users "joe" is forbidden: User "jane" cannot impersonate resource "users" in API group "" at the cluster scope',
    )
  })

  it('is told on request', async () => {
    const may = async (verb: string): Promise<boolean> => {
      const {body} = await api.send('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SubjectAccessReview',
        spec: {user: 'x', groups: ['devs'], resourceAttributes: {verb, resource: 'pods', namespace: 'default'}},
      })
      return body.status.allowed
    }
    expect([await may('get'), await may('delete')]).toEqual([true, false])
  })
})
