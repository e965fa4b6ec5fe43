import {afterAll, beforeAll, expect, it} from '@jest/globals'
import {known, valueOf} from '../../../../src/lib/checks/engine/fact.ts'
import type {Inspected} from '../../../../src/lib/connector/inspection/read-inspection.ts'
import {podHistories} from '../../../../src/lib/connector/pod-history/read-pod-history.ts'
import type {Host} from '../../../../src/lib/connector/session/host.ts'
import type {ReadingSession} from '../../../../src/lib/connector/session/reading.ts'
import type {PodObject} from '../../../../src/lib/kubernetes/objects.ts'
import {tools} from '../../../tools.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'
import {at} from './history.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

const connectorPod: PodObject = {
  metadata: {name: 'connector', namespace: 'vk', uid: 'connector'},
  status: {containerStatuses: [{name: 'c', ready: true, restartCount: 0, state: {running: {startedAt: at('00:00:00')}}}]},
}
const podOnNode = (name: string): PodObject => ({metadata: {name, namespace: 'shop', uid: name}, spec: {nodeName: 'vn'}})
const line = (uid: string): string => `time="${at('00:01:00')}" level=error msg="about ${uid}" uid=${uid}`

it('reads the log of a connector once for all pods on its node', async () => {
  const kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
  const log = [line('one'), line('two'), ''].join('\n')
  api.faults.set([{server: 'kubernetes', path: '/pods/connector/log', times: 1, status: 200, body: log}])
  const host = {signal: new AbortController().signal} as Host
  const session = {kubectl, now: () => new Date(), absent: new Error('no Azure')} as unknown as ReadingSession
  const inspected = {
    inspection: {cluster: {facts: {}}, connectors: []},
    connectors: [{nodeName: 'vn', facts: {pods: known([connectorPod])}}],
    clientSecrets: [],
  } as unknown as Inspected
  const histories = await Promise.all(['one', 'two'].map(podOnNode).map(podHistories(host, session, inspected)))
  expect(histories.map(({log: lines}) => valueOf(lines)?.map(({text}) => text))).toEqual([['about one'], ['about two']])
})
