import {expect, it} from '@jest/globals'
import {readObservation} from '../../../../src/lib/connector/wait/observation.ts'
import {InterruptedError} from '../../../../src/lib/errors.ts'
import type {PodObject} from '../../../../src/lib/kubernetes/objects.ts'
import {deployment, node, nodeName, pod} from '../../checks/objects.ts'
import {cluster, hostWithClock, notReady, shownBy, watched, type State} from './shown-cluster.ts'

const web: PodObject = {...pod({name: 'web'}), spec: {containers: [{name: 'web', image: 'nginx'}]}}

async function readFrom(state: State, connector = watched) {
  const {session, paths} = shownBy(() => state)
  return {seen: await readObservation(hostWithClock().host, session, connector), paths}
}

it('shows what belongs to the connector, and that it is up', async () => {
  const {seen} = await readFrom([...cluster(), web, {...node(), metadata: {name: 'aks-pool-0'}}])
  expect(seen.fault).toBeUndefined()
  expect(seen.conditions.map(({status}) => status)).toEqual(Array.from({length: 6}, () => 'True'))
  expect(seen.facts).toMatchObject({pods: {value: [pod()]}, node: {value: node()}})
})

it('shows that nothing is there', async () => {
  const {seen} = await readFrom(cluster(), {...watched, nodeName: 'virtual-kubelet-other', namespace: 'vk2'})
  expect(seen).toMatchObject({
    fault: {type: 'WorkloadAvailable', message: 'There is no Deployment.'},
    facts: {deployments: {value: []}, pods: {value: []}, node: {known: true, value: undefined}, lease: {known: true, value: undefined}},
  })
})

it('says what one that is not up lacks', async () => {
  const {seen} = await readFrom(cluster({node: notReady}))
  expect(seen.fault?.message).toBe(`The node ${nodeName} is not Ready.`)
  expect((await readFrom([deployment(), pod(), node()])).seen.fault?.message).toBe('ServiceAccount vk/default does not exist.')
})

it('does not wait for what only somebody can change', async () => {
  const {seen} = await readFrom(cluster({node: node({spec: {unschedulable: true}})}))
  expect(seen.fault).toBeUndefined()
  expect(seen.conditions.find(({status}) => status === 'False')?.reason).toBe('Cordoned')
})

it('asks for no namespace but that of the connector', async () => {
  const {paths} = await readFrom(cluster())
  expect(paths.toSorted()).toEqual(
    [
      '/apis/apps/v1/namespaces/vk/deployments',
      '/api/v1/namespaces/vk/pods',
      `/api/v1/nodes/${nodeName}`,
      `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${nodeName}`,
      '/api/v1/namespaces/vk/serviceaccounts/default',
    ].toSorted(),
  )
})

it.each([
  ['an API server that is away', 'Unable to connect to the server: EOF', /Unable to connect/],
  ['a kind that could not be read', 'Error from server: etcdserver: request timed out', /^etcdserver: request timed out$/],
])('%s is unknown, not absent', async (_, stderr, reason) => {
  const {seen} = await readFrom(stderr)
  expect(seen).toMatchObject({
    fault: {status: 'Unknown', message: expect.stringMatching(reason)},
    facts: {deployments: {known: false}, pods: {known: false}, node: {known: false}, lease: {known: false}},
  })
})

it('ends with the interrupt', async () => {
  const {host, controller} = hostWithClock()
  controller.abort(new InterruptedError('SIGINT'))
  await expect(readObservation(host, shownBy(() => 'Unable to connect to the server: EOF').session, watched)).rejects.toThrow(
    InterruptedError,
  )
})
