import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import {readLog} from '../../../src/lib/kubernetes/logs.ts'
import type {Kubectl} from '../../../src/lib/kubernetes/kubectl.ts'
import {tools} from '../../tools.ts'
import {startTestApi, type TestApi} from './test-api.ts'

const {kubectl: tool} = tools['4.2.3']
const pod = {name: 'p', namespace: 'vk'}

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())
beforeEach(() => {
  api.faults.set([{server: 'kubernetes', path: '/pods/p/log', status: 200, body: 'one\ntwo\n', times: 9}])
  api.faults.forgetRequests()
})

describe.each(['through kubectl', 'by the API server itself'])('the log of a container %s', way => {
  const open = (config?: string): Promise<Kubectl> => (way === 'through kubectl' ? api.open(tool, config) : api.openDirectly(tool, config))

  it('is what the container wrote', async () => {
    expect(await readLog(await open(), pod, {lines: 7, container: 'c', previous: true})).toEqual({text: 'one\ntwo\n'})
    const asked = api.faults.requests.map(({path}) => new URL(path, api.url))
    expect(asked.map(({pathname}) => pathname)).toEqual(['/api/v1/namespaces/vk/pods/p/log'])
    expect(Object.fromEntries(asked[0]?.searchParams ?? [])).toEqual({tailLines: '7', container: 'c', previous: 'true'})
  })

  it('is of the run of now unless another is asked for', async () => {
    await readLog(await open(), pod, {lines: 7})
    expect(api.faults.requests.map(({path}) => path)).toEqual(['/api/v1/namespaces/vk/pods/p/log?tailLines=7'])
  })

  it('that may not be read, or of a pod that is gone, has a reason', async () => {
    api.faults.set([])
    expect((await readLog(await open(), pod, {lines: 1})).refused?.reason).toBe('NotFound')
    expect((await readLog(await open(api.config('nobody')), pod, {lines: 1})).refused?.reason).toBe('Forbidden')
  })

  it('is waited for no longer than asked', async () => {
    api.faults.set([{server: 'kubernetes', path: '/pods/p/log', delayMs: 30_000, times: 9}])
    await expect(readLog(await open(), pod, {lines: 1, timeoutMs: 400})).rejects.toThrow(/did not (answer|finish)/)
  })
})
