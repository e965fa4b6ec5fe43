import {createServer, type Server} from 'node:https'
import type {AddressInfo} from 'node:net'
import type {TLSSocket} from 'node:tls'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {pod, startTestApi, type TestApi} from './test-api.ts'

const pods = '/api/v1/namespaces/default/pods'

describe('A pod', () => {
  let api: TestApi
  let kubelet: Server

  beforeAll(async () => {
    api = await startTestApi()
    const {certificate, key} = await api.authority.issue({commonName: 'kubelet', names: ['127.0.0.1']})
    kubelet = createServer(
      {cert: certificate, key, ca: [api.authority.certificate], requestCert: true, rejectUnauthorized: true},
      (request, response) => {
        const {subject} = (request.socket as TLSSocket).getPeerCertificate()
        if (request.url?.includes('/unhappy') === true) response.writeHead(500).end('the container runtime is gone\n')
        else response.end(`${String(subject.CN)} asks ${request.url}\n`)
      },
    )
    await new Promise<void>(resolve => kubelet.listen(0, '127.0.0.1', resolve))
    const node = (name: string, port: number): object => ({
      metadata: {name},
      status: {addresses: [{type: 'InternalIP', address: '127.0.0.1'}], daemonEndpoints: {kubeletEndpoint: {Port: port}}},
    })
    await api.send('POST', '/api/v1/nodes', node('up', (kubelet.address() as AddressInfo).port))
    await api.send('POST', '/api/v1/nodes', node('down', 1))
  })

  afterAll(async () => {
    await api.close()
    await new Promise(resolve => kubelet.close(resolve))
  })

  it('is put on a node once', async () => {
    await api.send('POST', pods, pod('free'))
    const bind = (name: string): ReturnType<TestApi['send']> =>
      api.send('POST', `${pods}/free/binding`, {apiVersion: 'v1', kind: 'Binding', metadata: {name: 'free'}, target: {kind: 'Node', name}})
    expect((await bind('up')).status).toBe(201)
    const {body} = await api.send('GET', `${pods}/free`)
    expect(body).toMatchObject({spec: {nodeName: 'up'}, status: {conditions: [{type: 'PodScheduled', status: 'True'}]}})
    expect(await bind('down')).toMatchObject({
      status: 409,
      body: {message: expect.stringContaining('pod free is already assigned to node "up"')},
    })
  })

  it('has the log that the kubelet of its node gives', async () => {
    await api.send('POST', pods, pod('talks', {nodeName: 'up'}))
    const {status, body} = await api.send('GET', `${pods}/talks/log?tailLines=5`)
    expect({status, body}).toEqual({status: 200, body: 'kube-apiserver-kubelet-client asks /containerLogs/default/talks/c?tailLines=5\n'})
  })

  it('has no log when the node does not answer, or has none', async () => {
    await api.send('POST', pods, pod('mute', {nodeName: 'down'}))
    const mute = await api.send('GET', `${pods}/mute/log`)
    expect(mute).toMatchObject({
      status: 500,
      body: {message: 'Get "https://127.0.0.1:1/containerLogs/default/mute/c": dial tcp 127.0.0.1:1: connect: connection refused'},
    })
    await api.send('POST', pods, pod('unhappy', {nodeName: 'up'}))
    expect(await api.send('GET', `${pods}/unhappy/log`)).toMatchObject({
      status: 500,
      body: {message: expect.stringContaining('the container runtime is gone')},
    })
    expect((await api.send('GET', `${pods}/unhappy/log?container=x`)).body.message).toBe('container x is not valid for pod unhappy')
  })

  it('is evicted as far as its disruption budget allows', async () => {
    const budgets = '/apis/policy/v1/namespaces/default/poddisruptionbudgets'
    const {body: made} = await api.send('POST', pods, pod('needed', {nodeName: 'up'}))
    await api.send('PUT', `${pods}/needed/status`, {...made, status: {phase: 'Running', conditions: [{type: 'Ready', status: 'True'}]}})
    const {body: budget} = await api.send('POST', budgets, {
      metadata: {name: 'b'},
      spec: {minAvailable: 1, selector: {matchLabels: {app: 'needed'}}},
    })
    const evict = (version = 'v1'): ReturnType<TestApi['send']> =>
      api.send('POST', `${pods}/needed/eviction`, {apiVersion: `policy/${version}`, kind: 'Eviction', metadata: {name: 'needed'}})
    const {body: seen} = await api.send('PUT', `${budgets}/b/status`, {
      ...budget,
      status: {observedGeneration: 1, disruptionsAllowed: 0, currentHealthy: 1, desiredHealthy: 1, expectedPods: 1},
    })
    expect((await evict('v1beta1')).status).toBe(429)
    expect((await evict('v1beta2')).status).toBe(400)
    expect(await evict()).toMatchObject({
      status: 429,
      body: {
        reason: 'TooManyRequests',
        message: "Cannot evict pod as it would violate the pod's disruption budget.",
        details: {causes: [{reason: 'DisruptionBudget', message: 'The disruption budget b needs 1 healthy pods and has 1 currently'}]},
      },
    })
    await api.send('PUT', `${budgets}/b/status`, {...seen, status: {...seen.status, disruptionsAllowed: 1, desiredHealthy: 0}})
    expect((await evict()).status).toBe(201)
    expect((await api.send('GET', `${pods}/needed`)).body.metadata.deletionTimestamp).toEqual(expect.any(String))
    expect((await api.send('GET', `${budgets}/b`)).body.status).toMatchObject({
      disruptionsAllowed: 0,
      disruptedPods: {needed: expect.any(String)},
    })
  })
})
