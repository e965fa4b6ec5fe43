import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import {cordonNode} from '../../../../../src/lib/connector/removal/steps/cordon-node.ts'
import {deleteNode} from '../../../../../src/lib/connector/removal/steps/delete-node.ts'
import {deleteSecret} from '../../../../../src/lib/connector/removal/steps/delete-secret.ts'
import {drainNode} from '../../../../../src/lib/connector/removal/steps/drain-node.ts'
import type {StepContext} from '../../../../../src/lib/connector/session/step.ts'
import {waitUntilStopped} from '../../../../../src/lib/connector/removal/steps/wait-until-stopped.ts'
import {InterruptedError} from '../../../../../src/lib/errors.ts'
import {openKubectl, type Kubectl} from '../../../../../src/lib/kubernetes/kubectl.ts'
import {ofKind, type ObjectRef} from '../../../../../src/lib/kubernetes/objects.ts'
import {readObjects} from '../../../../../src/lib/kubernetes/read.ts'
import {createObjects, deletePods} from '../../../../../src/lib/kubernetes/write.ts'
import {startTestApi, type TestApi} from '../../../kubernetes/test-api.ts'
import {tools} from '../../../../tools.ts'
import {connectorLabels} from '../../../../../src/lib/connector/model/labels.ts'
import {hostAt, podToCreate} from '../target.ts'

const start = new Date()

let api: TestApi
let kubectl: Kubectl
beforeAll(async () => {
  api = await startTestApi()
  kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
})
afterAll(() => api.close())
beforeEach(() => api.faults.set([]))

const node = (name: string) => ({apiVersion: 'v1', kind: 'Node', metadata: {name}})
const nodeRef = (name: string): ObjectRef => ({apiVersion: 'v1', kind: 'Node', name})
const found = async (...refs: readonly ObjectRef[]) => (await readObjects(kubectl, refs)).objects
const isUnschedulable = async (name: string) => ofKind(await found(nodeRef(name)), 'Node').map(({spec}) => spec?.unschedulable)
const context = (ms: number): StepContext =>
  ({host: hostAt(start).host, session: {kubectl}, deadline: new Date(start.getTime() + ms)}) as unknown as StepContext

describe('a node that cannot be drained in time', () => {
  it('is told with what to do', async () => {
    // No kubelet ends the pod.
    await createObjects(kubectl, [node('drained'), podToCreate('held', 'default', {nodeName: 'drained'})], {mayExist: []})
    await cordonNode.take({do: 'cordon-node', nodeName: 'drained'}, context(1000))
    expect(await isUnschedulable('drained')).toEqual([true])
    await expect(drainNode.take({do: 'drain-node', nodeName: 'drained'}, context(1000))).rejects.toMatchObject({
      exitCode: 5,
      message: expect.stringMatching(/drain the node drained/),
      hints: [expect.stringContaining('disruption budget')],
    })
  })

  it('stays cordoned after an interrupt, for then nothing more is asked of the cluster', async () => {
    const asked: string[] = []
    const interrupted = openKubectl(
      async ({args}) => {
        asked.push(args.join(' '))
        throw new InterruptedError('SIGINT')
      },
      'kubectl',
      {context: 'c'},
    )
    const cut = {...context(1000), session: {kubectl: interrupted}} as unknown as StepContext
    await expect(drainNode.take({do: 'drain-node', nodeName: 'n'}, cut)).rejects.toThrow(InterruptedError)
    expect(asked).toEqual([expect.stringContaining('drain n')])
  })
})

describe('the deletion of a node', () => {
  const secret = {name: 'r', namespace: 'default'}
  const secretRef = {apiVersion: 'v1', kind: 'Secret', ...secret}
  const lease = {apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', name: 'deleted', namespace: 'kube-node-lease'}
  const stuck = {apiVersion: 'v1', kind: 'Pod', name: 'stuck', namespace: 'default'}

  it('takes its lease, and pods that nobody finishes; its Secret goes by itself', async () => {
    const objects = [
      node('deleted'),
      {apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: {name: 'deleted', namespace: 'kube-node-lease'}},
      {apiVersion: 'v1', kind: 'Secret', metadata: {...secret, labels: connectorLabels('r', 'credentials')}},
      podToCreate('stuck', 'default', {nodeName: 'deleted'}),
      podToCreate('stuck', 'kube-system', {nodeName: 'deleted'}),
    ]
    await createObjects(kubectl, objects, {mayExist: []})
    // No kubelet ends it.
    await deletePods(kubectl, 'default', ['stuck'], {graceSeconds: 30})
    await deleteNode.take({do: 'delete-node', nodeName: 'deleted'}, context(30_000))
    expect(await found(nodeRef('deleted'), lease, stuck, {...stuck, namespace: 'kube-system'})).toEqual([])
    expect(await found(secretRef)).toHaveLength(1)
    await deleteSecret.take({do: 'delete-secret', ...secret}, context(30_000))
    expect(await found(secretRef)).toEqual([])
    // One of somebody else.
    await createObjects(kubectl, [{apiVersion: 'v1', kind: 'Secret', metadata: secret}], {mayExist: []})
    await deleteSecret.take({do: 'delete-secret', ...secret}, context(30_000))
    expect(await found(secretRef)).toHaveLength(1)
  })
})

describe('the wait for a connector to stop', () => {
  const step = {do: 'wait-until-stopped', nodeName: 'n', namespace: 'default'} as const

  it('ends when no pod runs it and all could be read', async () => {
    const objects = [
      podToCreate('connector', 'default', {nodeName: 'pool', args: ['--nodename', 'n']}),
      podToCreate('other-connector', 'default', {nodeName: 'pool', args: ['--nodename', 'm']}),
    ]
    await createObjects(kubectl, [node('pool'), ...objects], {mayExist: []})
    const {host} = hostAt(start)
    let pauses = 0
    const sleep = async (): Promise<void> => {
      pauses++
      if (pauses > 1) return
      await deletePods(kubectl, 'default', ['connector'], {graceSeconds: 0, force: true})
      api.faults.set([{server: 'kubernetes', method: 'GET', path: '/pods', status: 403}])
    }
    await waitUntilStopped.take(step, {...context(60_000), host: {...host, sleep}})
    expect(pauses).toBe(2)
  })

  it('does not wait for a pod that nobody deletes', async () => {
    await createObjects(kubectl, [podToCreate('forgotten', 'kube-system', {args: ['--nodename=forgotten-node']})], {mayExist: []})
    const forgotten = {...step, nodeName: 'forgotten-node', namespace: 'kube-system'}
    await expect(waitUntilStopped.take(forgotten, context(600_000))).rejects.toThrow(
      /kube-system\/forgotten still runs the connector of forgotten-node/,
    )
  })

  it('tells why it does not know at the deadline', async () => {
    api.faults.set([{server: 'kubernetes', method: 'GET', path: '/pods', status: 403, times: 9, message: 'you may not'}])
    await expect(waitUntilStopped.take(step, context(500))).rejects.toThrow('The connector of n has not stopped in time: you may not')
  })

  it('fails at the deadline: what comes after it would be undone', async () => {
    await createObjects(kubectl, [podToCreate('endless', 'default', {args: ['--nodename=n']})], {mayExist: []})
    const late = context(1000)
    await expect(waitUntilStopped.take(step, late)).rejects.toMatchObject({
      exitCode: 5,
      message: expect.stringContaining('default/endless'),
    })
    expect(late.host.now()).toEqual(late.deadline)
  })
})
