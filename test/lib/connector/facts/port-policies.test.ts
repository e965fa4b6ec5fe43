import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {known, unknown} from '../../../../src/lib/checks/engine/fact.ts'
import {readPortPolicies} from '../../../../src/lib/connector/facts/port-policies.ts'
import {namespaceObject} from '../../../../src/lib/connector/model/namespace-object.ts'
import type {Kubectl} from '../../../../src/lib/kubernetes/kubectl.ts'
import type {DeploymentObject, KubeObject} from '../../../../src/lib/kubernetes/objects.ts'
import {createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'
import {tools} from '../../../tools.ts'

const {signal} = new AbortController()

let api: TestApi
let kubectl: Kubectl
beforeAll(async () => {
  api = await startTestApi()
  kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
  const namespaces = [namespaceObject('vk'), namespaceObject('other')]
  await createObjects(kubectl, [...namespaces, policy('mine', 'vk'), policy('theirs', 'other')], {mayExist: []})
})
afterAll(() => api.close())

function policy(name: string, namespace: string): KubeObject & {readonly spec: object} {
  return {apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: {name, namespace}, spec: {podSelector: {}}}
}
const deployment = (...args: readonly string[]): DeploymentObject => ({
  metadata: {name: 'connector', namespace: 'vk'},
  spec: {template: {spec: {containers: [{image: 'example.com/vk:1.6.4', args}]}}},
})

describe('the NetworkPolicies of a connector', () => {
  it('are those of its namespace, if its port lets everybody in', async () => {
    const read = await readPortPolicies(kubectl, known([deployment('--no-verify-clients')]), signal)
    expect(read.known && read.value.map(({metadata}) => metadata.name)).toEqual(['mine'])
  })

  it('are not read if its port lets only certificates in, or if there is no Deployment', async () => {
    api.faults.forgetRequests()
    expect(await readPortPolicies(kubectl, known([deployment('--client-verify-ca=/ca.pem')]), signal)).toEqual(known([]))
    expect(await readPortPolicies(kubectl, known([]), signal)).toEqual(known([]))
    expect(api.faults.requests).toEqual([])
  })

  it('are unknown if they or the Deployments cannot be read', async () => {
    expect(await readPortPolicies(kubectl, unknown('no route'), signal)).toEqual(unknown('no route'))
    api.faults.set([{server: 'kubernetes', path: '/networkpolicies', status: 403, times: 9, message: 'you may not'}])
    expect(await readPortPolicies(kubectl, known([deployment('--no-verify-clients')]), signal)).toMatchObject({known: false})
  })
})
