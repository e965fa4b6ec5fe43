import {afterAll, beforeAll, expect, it} from '@jest/globals'
import {readLogs} from '../../../../src/lib/connector/facts/logs.ts'
import {NotAllowedError} from '../../../../src/lib/errors.ts'
import type {PodObject} from '../../../../src/lib/kubernetes/objects.ts'
import {tools} from '../../../tools.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

const pod = (name: string, restartCount = 0): PodObject => ({
  metadata: {name, namespace: 'vk', uid: name},
  status: {
    phase: 'Running',
    containerStatuses: [
      {name: 'connector', ready: restartCount === 0, restartCount, state: {running: {startedAt: '2026-11-25T12:00:00Z'}}},
    ],
  },
})
const fault = {server: 'kubernetes', times: 9} as const

it('of one pod that its kubelet does not give hides none of the others, and the run before comes first', async () => {
  const kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
  api.faults.set([
    {...fault, path: '/pods/silent/log', status: 500, message: 'dial tcp: connection refused'},
    {...fault, path: '/pods/crashed/log.*previous=true', status: 200, body: 'before\n'},
    {...fault, path: '/pods/crashed/log', status: 200, body: 'now\n'},
  ])
  const logs = await readLogs(kubectl, [pod('silent'), pod('crashed', 1)])
  expect(Object.fromEntries(logs)).toEqual({crashed: 'before\nnow\n', silent: ''})
  expect(api.invocations).toEqual([])
})

it('that may not be read are unknown, not empty', async () => {
  const kubectl = await api.openDirectly(tools['4.2.3'].kubectl, api.config('nobody'))
  api.faults.set([])
  await expect(readLogs(kubectl, [pod('any')])).rejects.toThrow(NotAllowedError)
})
