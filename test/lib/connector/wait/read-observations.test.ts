import {expect, it} from '@jest/globals'
import {readObservations, type Watched} from '../../../../src/lib/connector/wait/read-observations.ts'
import {InterruptedError} from '../../../../src/lib/errors.ts'
import type {PodObject} from '../../../../src/lib/kubernetes/objects.ts'
import {deployment, node, pod, release} from '../../checks/objects.ts'
import {cluster, hostWithClock, notReady, shownBy, watched, type State} from './shown-cluster.ts'

const other: Watched = {...watched, release: 'other', nodeName: 'virtual-kubelet-other', namespace: 'vk2'}

const web: PodObject = {...pod({name: 'web'}), spec: {containers: [{name: 'web', image: 'nginx'}]}}

async function readFrom(state: State, connectors: readonly Watched[] = [watched]) {
  const {session, paths} = shownBy(() => state)
  const seen = await readObservations(hostWithClock().host, session, connectors)
  return {seen, paths}
}

it('shows what belongs to each connector, and which of them is up', async () => {
  const {seen} = await readFrom([...cluster(), web, {...node(), metadata: {name: 'aks-pool-0'}}], [watched, other])
  expect(seen.get(release)).toMatchObject({up: true, missing: '', facts: {node: {known: true, value: node()}}})
  expect(seen.get('other')).toEqual({
    up: false,
    missing: 'there is no Deployment',
    facts: {
      deployments: {known: true, value: []},
      pods: {known: true, value: []},
      node: {known: true, value: undefined},
      lease: {known: true, value: undefined},
    },
  })
})

it('says what one that is not up lacks', async () => {
  const {seen} = await readFrom([deployment(), pod(), notReady])
  expect(seen.get(release)).toMatchObject({up: false, missing: expect.stringMatching(/ is not Ready$/)})
})

it('asks for everything every time, and for no namespace but those of the connectors', async () => {
  const {paths} = await readFrom(cluster(), [watched, other])
  const lists = ['vk', 'vk2'].flatMap(one => [`/apis/apps/v1/namespaces/${one}/deployments`, `/api/v1/namespaces/${one}/pods`])
  const named = [watched, other].flatMap(one => [
    `/api/v1/nodes/${one.nodeName}`,
    `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${one.nodeName}`,
  ])
  expect(paths.toSorted()).toEqual([...lists, ...named].toSorted())
})

it.each([
  ['an API server that is away', 'Unable to connect to the server: EOF', /Unable to connect/],
  ['a kind that could not be read', 'Error from server: etcdserver: request timed out', /^etcdserver: request timed out$/],
])('%s is unknown, not absent', async (_, stderr, reason) => {
  const {seen} = await readFrom(stderr)
  expect(seen.get(release)).toMatchObject({
    up: false,
    missing: expect.stringMatching(reason),
    facts: {deployments: {known: false}, pods: {known: false}, node: {known: false}, lease: {known: false}},
  })
})

it('ends with the interrupt', async () => {
  const {host, controller} = hostWithClock()
  controller.abort(new InterruptedError('SIGINT'))
  await expect(readObservations(host, shownBy(() => 'Unable to connect to the server: EOF').session, [watched])).rejects.toThrow(
    InterruptedError,
  )
})
