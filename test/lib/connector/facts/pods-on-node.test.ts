import {afterAll, beforeAll, expect, it} from '@jest/globals'
import {known} from '../../../../src/lib/checks/engine/fact.ts'
import {readPodsOnNode} from '../../../../src/lib/connector/facts/pods-on-node.ts'
import type {Kubectl} from '../../../../src/lib/kubernetes/kubectl.ts'
import type {KubeObject} from '../../../../src/lib/kubernetes/objects.ts'
import {listObjects} from '../../../../src/lib/kubernetes/read.ts'
import {createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {tools} from '../../../tools.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'

let api: TestApi
let kubectl: Kubectl
beforeAll(async () => {
  api = await startTestApi()
  kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
})
afterAll(() => api.close())

const pod = (name: string, nodeName: string): KubeObject =>
  Object.assign(
    {apiVersion: 'v1', kind: 'Pod', metadata: {name, namespace: 'default'}},
    {spec: {nodeName, containers: [{name: 'c', image: 'i'}]}},
  )

let count = 0
const event = ({metadata: {name, namespace, uid}}: KubeObject, type: string, reason: string): KubeObject =>
  Object.assign(
    {apiVersion: 'v1', kind: 'Event', metadata: {name: `e${++count}`, namespace: 'default'}},
    {
      type,
      reason,
      message: `${reason} of ${name}`,
      involvedObject: {kind: 'Pod', name, namespace, uid},
      lastTimestamp: `2026-11-29T12:00:0${count}Z`,
    },
  )

it('The last warning about each pod that has not started is read, if the connector got no further after it', async () => {
  const names = ['blocked', 'gone-on', 'late', 'placed', 'quiet']
  await createObjects(
    kubectl,
    names.map(name => pod(name, 'n')),
    {mayExist: []},
  )
  const {objects} = await listObjects(kubectl, {kinds: ['pods']})
  const named = (name: string): KubeObject => objects.find(({metadata}) => metadata.name === name) ?? {metadata: {name}}
  await createObjects(
    kubectl,
    [
      event(named('blocked'), 'Normal', 'Scheduled'),
      event(named('blocked'), 'Warning', 'First'),
      event(named('blocked'), 'Warning', 'MandatorySecretNotFound'),
      event(named('blocked'), 'Normal', 'BackOff'),
      event(named('gone-on'), 'Warning', 'MandatorySecretNotFound'),
      event(named('gone-on'), 'Normal', 'ProviderCreateSuccess'),
      // kube-scheduler can write its event after the connector wrote its own.
      event(named('late'), 'Warning', 'MandatorySecretNotFound'),
      event(named('late'), 'Normal', 'Scheduled'),
      event(named('placed'), 'Warning', 'FailedScheduling'),
    ],
    {mayExist: []},
  )
  const {podsOnNode, podWarnings} = await readPodsOnNode(kubectl, 'n', new AbortController().signal)
  expect(podsOnNode.known && podsOnNode.value.length).toBe(names.length)
  const missing = (name: string) => ({
    podUid: named(name).metadata.uid,
    reason: 'MandatorySecretNotFound',
    message: `MandatorySecretNotFound of ${name}`,
  })
  expect(podWarnings).toEqual(known([missing('blocked'), missing('late')]))
})
