import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import type {ContainerGroupInstance} from '../../../../src/lib/azure/azure.ts'
import {failureReason} from '../../../../src/lib/connector/smoke/failure-reason.ts'
import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import type {Host} from '../../../../src/lib/connector/session/host.ts'
import type {KubeObject} from '../../../../src/lib/kubernetes/objects.ts'
import {createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'
import {tools} from '../../../tools.ts'
import {event, group, podThatReached} from './state.ts'

const podEvent = (name: string, type: string, reason: string, message: string): KubeObject =>
  ({
    apiVersion: 'v1',
    kind: 'Event',
    metadata: {name, namespace: 'default'},
    involvedObject: {kind: 'Pod', name: 'p', namespace: 'default'},
    type,
    reason,
    message,
    lastTimestamp: '2026-11-23T12:00:00Z',
  }) as KubeObject

let api: TestApi
let session: ClusterSession
beforeAll(async () => {
  api = await startTestApi()
  const kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
  session = {kubectl} as unknown as ClusterSession
  const events = [podEvent('a', 'Warning', 'ProviderCreateFailed', 'no quota'), podEvent('b', 'Normal', 'Scheduled', 'assigned')]
  await createObjects(kubectl, events, {mayExist: []})
})
afterAll(() => api.close())
beforeEach(() => api.faults.set([]))

function reasonOf(seen: string, containerGroup: () => Promise<ContainerGroupInstance | undefined>): Promise<string> {
  const host = {azure: {containerGroup}, signal: new AbortController().signal} as unknown as Host
  return failureReason(host, session, podThatReached(), seen)
}

describe('why a sample pod failed', () => {
  it('tells the warnings of ACI with how often, then those of the pod', async () => {
    const events = [event('Pulling', 2, 'pulling'), event('Failed', 2, 'no such image'), event('Failed', 1, 'no disk')]
    expect(await reasonOf('not within 60 s', async () => group({events}))).toBe(
      'not within 60 s; ACI: Failed (2 times): no such image; ACI: Failed: no disk; event ProviderCreateFailed: no quota',
    )
  })

  it('tells the last thing that ACI did when it warns of nothing', async () => {
    const events = [event('Pulling', 1, 'pulling'), event('Pulled', 1, 'pulled')]
    expect(await reasonOf('it stopped', async () => group({events}))).toMatch(/^it stopped; ACI: Pulled: pulled; event/)
  })

  it('says nothing twice', async () => {
    expect(await reasonOf('no quota', async () => undefined)).toBe('no quota')
  })

  it('says what could not be read', async () => {
    api.faults.set([{server: 'kubernetes', path: '/events', status: 503, times: 9, body: 'away'}])
    const text = await reasonOf('it stopped', async () => {
      throw new Error('HTTP 503')
    })
    expect(text).toMatch(/^it stopped; Azure: HTTP 503; events: the API server answered 503/)
  })
})
