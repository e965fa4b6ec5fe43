import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {findPod, parsePodTarget} from '../../../../src/lib/connector/pod-history/find-pod.ts'
import {NotFoundError, UsageError} from '../../../../src/lib/errors.ts'
import type {Kubectl} from '../../../../src/lib/kubernetes/kubectl.ts'
import type {KubeObject} from '../../../../src/lib/kubernetes/objects.ts'
import {createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {tools} from '../../../tools.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'

const namespace = 'default'
const labels = {app: 'web'}
const template = {metadata: {labels}, spec: {containers: [{name: 'c', image: 'i'}]}}
const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {name: 'web', namespace},
  spec: {replicas: 0, selector: {matchLabels: labels}, template},
} as unknown as KubeObject
const podOf = (name: string, set: string, hash: string): KubeObject =>
  ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      labels: {...labels, 'pod-template-hash': hash},
      ownerReferences: [{apiVersion: 'apps/v1', kind: 'ReplicaSet', name: set, uid: set}],
    },
    spec: {containers: [{name: 'c', image: 'i'}]},
  }) as unknown as KubeObject

let api: TestApi
let kubectl: Kubectl
beforeAll(async () => {
  api = await startTestApi()
  kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
  await createObjects(kubectl, [deployment, podOf('of-another', 'shop-1', '1')], {mayExist: []})
})
afterAll(() => api.close())

const nameOf = async (text: string): Promise<string> => (await findPod(kubectl, parsePodTarget(text, namespace))).metadata.name

describe('a pod', () => {
  it.each([
    ['web', 'Pod'],
    ['pod/web', 'Pod'],
    ['deploy/web', 'Deployment'],
    ['Deployment/web', 'Deployment'],
    ['statefulsets.apps/web', 'StatefulSet'],
    ['rs/web', 'ReplicaSet'],
    ['job/web', 'Job'],
  ])('%s is a %s', (text, kind) => {
    expect(parsePodTarget(text, namespace)).toEqual({kind, name: 'web', namespace})
  })

  it.each(['', 'svc/web', 'shop/pod/web', 'pod/'])('%p is wrong usage', text => {
    expect(() => parsePodTarget(text, namespace)).toThrow(UsageError)
  })

  it('is found by its name, and a missing one is a NotFoundError', async () => {
    expect(await nameOf('of-another')).toBe('of-another')
    await expect(nameOf('nope')).rejects.toThrow(new NotFoundError("There is no Pod 'nope' in the namespace 'default'."))
    await expect(nameOf('sts/web')).rejects.toThrow(NotFoundError)
  })

  it('that is missing leads to the workload with its name', async () => {
    await expect(nameOf('nope')).rejects.toMatchObject({hints: ['Choose another namespace with --namespace.']})
    for (const text of ['web', 'sts/web'])
      await expect(nameOf(text)).rejects.toMatchObject({
        hints: [
          'There is a Deployment with this name. For its pods:',
          {program: 'vkctl', words: ['why', 'deployment/web', '--namespace', 'default']},
        ],
      })
  })

  it('of a Deployment is one of its own, although others have its labels', async () => {
    await expect(nameOf('deploy/web')).rejects.toThrow("The Deployment 'web' in the namespace 'default' has no pods: it is scaled to 0.")
    await createObjects(kubectl, [podOf('web-1-a', 'web-1', '1')], {mayExist: []})
    expect(await nameOf('deploy/web')).toBe('web-1-a')
  })

  it('of a workload is the newest that does not run', async () => {
    const ready = {phase: 'Running', conditions: [{type: 'Ready', status: 'True'}]}
    const at = (time: string) => `2026-11-29T${time}Z`
    const pods = [
      {...podOf('old', 'web-1', '1'), status: {phase: 'Pending'}, created: at('10:00:00')},
      {...podOf('failing', 'web-1', '1'), status: {phase: 'Pending'}, created: at('11:00:00')},
      {...podOf('new', 'web-1', '1'), status: ready, created: at('12:00:00')},
    ].map(({created, metadata, ...pod}) => ({...pod, metadata: {...metadata, uid: metadata.name, creationTimestamp: created}}))
    const answer = (items: readonly object[]) =>
      api.faults.set([
        {
          server: 'kubernetes',
          path: '/pods\\?',
          status: 200,
          body: JSON.stringify({kind: 'PodList', apiVersion: 'v1', metadata: {}, items}),
        },
      ])
    answer(pods)
    expect(await nameOf('deploy/web')).toBe('failing')
    answer(pods.map(pod => ({...pod, status: ready})))
    expect(await nameOf('deploy/web')).toBe('new')
  })
})
