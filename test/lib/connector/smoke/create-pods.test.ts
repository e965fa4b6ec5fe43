import {fileURLToPath} from 'node:url'
import {afterAll, beforeAll, beforeEach, expect, it} from '@jest/globals'
import {createPods} from '../../../../src/lib/connector/smoke/create-pods.ts'
import {smokePod} from '../../../../src/lib/connector/smoke/smoke-pod.ts'
import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import type {Host} from '../../../../src/lib/connector/session/host.ts'
import {listObjects} from '../../../../src/lib/kubernetes/read.ts'
import {createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'
import {tools} from '../../../tools.ts'
import {target} from './state.ts'
import {talkTo} from '../../../talk.ts'

const began = Date.parse('2026-11-23T12:00:00Z')
const steps: string[] = []
const host = {
  root: fileURLToPath(new URL('../../../..', import.meta.url)),
  signal: new AbortController().signal,
  now: () => new Date(began),
  talk: talkTo({step: text => void steps.push(text)}),
} as unknown as Host

let api: TestApi
let session: ClusterSession
beforeAll(async () => {
  api = await startTestApi()
  const kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
  session = {kubectl} as unknown as ClusterSession
  const node = {apiVersion: 'v1', kind: 'Node', metadata: {name: 'n'}, spec: {taints: [{key: 'team', value: 'a', effect: 'NoSchedule'}]}}
  await createObjects(kubectl, [node], {mayExist: []})
})
afterAll(() => api.close())
beforeEach(() => {
  api.faults.set([])
  steps.length = 0
})

const created = async (run: string) =>
  (await listObjects(session.kubectl, {kinds: ['pods'], labels: `app.kubernetes.io/instance=${run}`})).objects

it('sample pods are created, tolerate the taints of their node, and are timed from then', async () => {
  const pods = [smokePod(target, 'default', 'a', 0), smokePod({...target, nodeName: 'gone'}, 'default', 'b', 0)]
  await createPods(host, session, {id: 'run-1'}, pods)
  const [a, b] = await created('run-1')
  expect(a).toMatchObject({metadata: {name: 'a'}, spec: {tolerations: expect.arrayContaining([expect.objectContaining({key: 'team'})])}})
  expect(b).toMatchObject({
    metadata: {name: 'b'},
    spec: {tolerations: expect.not.arrayContaining([expect.objectContaining({key: 'team'})])},
  })
  expect(pods.map(({createdAt}) => createdAt)).toEqual([began, began])
  expect(steps).toEqual(['Running 2 sample pods'])
})

it('sample pods are created although their node cannot be read', async () => {
  api.faults.set([{server: 'kubernetes', path: '/nodes/', status: 503, times: 9}])
  await createPods(host, session, {id: 'run-2'}, [smokePod(target, 'default', 'c', 0)])
  expect(await created('run-2')).toHaveLength(1)
  expect(steps).toEqual(['Running 1 sample pod'])
})

it('a sample pod that a namespace refuses has failed, and the others are created', async () => {
  const level = {'pod-security.kubernetes.io/enforce': 'restricted'}
  const locked = {apiVersion: 'v1', kind: 'Namespace', metadata: {name: 'locked', labels: level}}
  await createObjects(session.kubectl, [locked], {mayExist: []})
  api.faults.set([
    {server: 'kubernetes', method: 'POST', path: '/namespaces/locked/pods', status: 403, code: 'Forbidden', message: 'no Pods\nhere\n'},
  ])
  const pods = ['e', 'f', 'g'].map(name => smokePod({...target, osType: name === 'g' ? 'Windows' : 'Linux'}, 'locked', name, 0))
  await createPods(host, session, {id: 'run-4'}, pods)
  expect(pods.map(({failure}) => failure)).toEqual([
    {phase: 'scheduled', reason: 'Kubernetes refuses the pod: no Pods here', timedOut: false, refused: true},
    undefined,
    undefined,
  ])
  // Both samples pass Pod Security `restricted`.
  expect(await created('run-4')).toHaveLength(2)
})

it('a sample pod that exists already is an error', async () => {
  await expect(createPods(host, session, {id: 'run-3'}, [smokePod(target, 'default', 'a', 0)])).rejects.toThrow(/already exists/)
})
