import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {restartPod, type RestartPod} from '../../../../../src/lib/connector/install/steps/restart-pod.ts'
import type {StepContext} from '../../../../../src/lib/connector/session/step.ts'
import {startTestApi, type TestApi} from '../../../kubernetes/test-api.ts'
import {tools} from '../../../../tools.ts'

const step: RestartPod = {
  do: 'restart',
  release: 'r',
  namespace: 'virtual-kubelet',
  nodeName: 'node-of-r',
  why: 'its ServiceAccount is new',
}
let api: TestApi
let context: StepContext
beforeAll(async () => {
  api = await startTestApi()
  context = {session: {kubectl: await api.openDirectly(tools['4.2.3'].kubectl)}} as unknown as StepContext
})
afterAll(() => api.close())

describe('the restart of a connector', () => {
  it('does nothing when it has no pod, and fails when nobody knows', async () => {
    await restartPod.take(step, context)
    api.faults.set([{server: 'kubernetes', path: '/pods', status: 503, times: 99}])
    await expect(restartPod.take(step, context)).rejects.toThrow(/Could not restart the pod of node-of-r/)
  })
})
