import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {pod, startTestApi, type TestApi} from './test-api.ts'

describe('Admission', () => {
  let api: TestApi

  beforeAll(async () => {
    api = await startTestApi()
    await api.send('POST', '/api/v1/namespaces', {metadata: {name: 'strict', labels: {'pod-security.kubernetes.io/enforce': 'restricted'}}})
  })

  afterAll(() => api.close())

  it('gives a pod its service account, a token and tolerations', async () => {
    const {body} = await api.send('POST', '/api/v1/namespaces/default/pods', pod('plain'))
    expect(body.spec).toMatchObject({
      serviceAccountName: 'default',
      priority: 0,
      enableServiceLinks: true,
      volumes: [
        {
          name: expect.stringMatching(/^kube-api-access-/),
          projected: {sources: [{serviceAccountToken: {path: 'token'}}, {configMap: {name: 'kube-root-ca.crt'}}, {downwardAPI: {}}]},
        },
      ],
      tolerations: [{key: 'node.kubernetes.io/not-ready', tolerationSeconds: 300}, {key: 'node.kubernetes.io/unreachable'}],
    })
    const without = await api.send('POST', '/api/v1/namespaces/default/pods', pod('without', {automountServiceAccountToken: false}))
    expect(without.body.spec.volumes).toBeUndefined()
  })

  it('refuses a pod whose service account is not there', async () => {
    const {status, body} = await api.send('POST', '/api/v1/namespaces/default/pods', pod('lost', {serviceAccountName: 'nobody'}))
    expect({status, message: body.message}).toEqual({
      status: 403,
      message: 'pods "lost" is forbidden: error looking up service account default/nobody: serviceaccount "nobody" not found',
    })
  })

  it('holds the Pod Security level of the namespace', async () => {
    const refused = await api.send('POST', '/api/v1/namespaces/strict/pods', pod('loose'))
    expect(refused.status).toBe(403)
    expect(refused.body.message).toBe(
      'pods "loose" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "c" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "c" must set securityContext.capabilities.drop=["ALL"]), runAsNonRoot != true (pod or container "c" must set securityContext.runAsNonRoot=true), seccompProfile (pod or container "c" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
    )
    const tight = {
      securityContext: {runAsNonRoot: true, seccompProfile: {type: 'RuntimeDefault'}},
      containers: [{name: 'c', image: 'a', securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: ['ALL']}}}],
    }
    expect((await api.send('POST', '/api/v1/namespaces/strict/pods', pod('tight', tight))).status).toBe(201)
    const mounting = await api.send(
      'POST',
      '/api/v1/namespaces/strict/pods',
      pod('mounting', {...tight, volumes: [{name: 'h', hostPath: {path: '/'}}]}),
    )
    expect(mounting.body.message).toContain('restricted volume types (volume "h" uses restricted volume type "hostPath")')
  })

  it('keeps pods off a node that is new', async () => {
    const {body} = await api.send('POST', '/api/v1/nodes', {metadata: {name: 'new'}})
    expect(body.spec.taints).toEqual([{key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule'}])
  })

  it('warns of old labels in node selectors', async () => {
    const {headers} = await api.send(
      'POST',
      '/api/v1/namespaces/default/pods',
      pod('old', {nodeSelector: {'beta.kubernetes.io/os': 'linux'}}),
    )
    expect(headers.warning).toContain(
      'spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use \\"kubernetes.io/os\\" instead',
    )
  })
})
