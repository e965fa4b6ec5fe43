import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import type {Kubectl} from '../../../src/lib/kubernetes/kubectl.ts'
import {createObjects} from '../../../src/lib/kubernetes/write.ts'
import {lookAt} from '../../../src/lib/orphans/look-at.ts'
import {startTestApi, type TestApi} from '../kubernetes/test-api.ts'
import {tools} from '../../tools.ts'
import {found, node} from './groups.ts'

let api: TestApi
let kubectl: Kubectl

const aNode = (name: string, labels: Record<string, string>) => ({apiVersion: 'v1', kind: 'Node', metadata: {name, labels}})
const aPod = (name: string, nodeName: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {name, namespace: 'default'},
  spec: {nodeName, containers: [{name: 'main', image: 'example.com/main'}]},
})

beforeAll(async () => {
  api = await startTestApi()
  kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
  await createObjects(kubectl, [aNode(node, {type: 'virtual-kubelet'}), aNode('unlabelled', {}), aNode('machine', {})], {mayExist: []})
  await createObjects(kubectl, [aPod('web', node), aPod('old', 'left'), aPod('other', 'machine')], {mayExist: []})
})
afterAll(() => api.close())
beforeEach(() => api.faults.set([]))

const groups = [node, 'unlabelled', 'left', 'machine,status.phase!=Failed'].map(nodeName => found('web', {nodeName}))
const home = {name: 'g/a', nodeResourceGroup: 'MC_a'}

describe('a cluster', () => {
  it('has the virtual nodes, the other nodes that its container groups name, and the pods on all of them', async () => {
    const {nodes, podUids} = await lookAt(kubectl, home, groups)
    expect([...nodes].toSorted()).toEqual(['unlabelled', node])
    expect(podUids.size).toBe(2)
  })

  it('has nothing of the container groups of others but what is on its virtual nodes', async () => {
    const {nodes, podUids} = await lookAt(kubectl, {...home, nodeResourceGroup: undefined}, groups)
    expect([...nodes]).toEqual([node])
    expect(podUids.size).toBe(1)
  })

  it.each(['/nodes', 'spec.nodeName'])('of which %s cannot be read was not looked at', async path => {
    const body = JSON.stringify({kind: 'Status', status: 'Failure', reason: 'Forbidden', message: 'it is forbidden', code: 403})
    api.faults.set([{server: 'kubernetes', path, status: 403, times: 9, body}])
    await expect(lookAt(kubectl, home, groups)).rejects.toThrow('it is forbidden')
  })
})
