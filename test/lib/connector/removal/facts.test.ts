import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import {namespaceObject} from '../../../../src/lib/connector/model/namespace-object.ts'
import type {ConnectorId} from '../../../../src/lib/connector/model/names.ts'
import {recordObject} from '../../../../src/lib/connector/model/record/record.ts'
import {podsOn, readRemovalFacts} from '../../../../src/lib/connector/removal/facts.ts'
import {inWords} from '../../../../src/lib/connector/removal/things.ts'
import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import {createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'
import {tools} from '../../../tools.ts'
import {record} from '../install/wanted.ts'
import {hostAt, podToCreate} from './target.ts'

const {host} = hostAt(new Date())
const {namespace, nodeName} = record()
const filterFor = (osTypes: readonly ConnectorId['osType'][]) => ({connectorName: 'vk', osTypes})

let api: TestApi
let session: ClusterSession
beforeAll(async () => {
  api = await startTestApi()
  const kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
  session = {
    kubectl,
    releases: async () => [],
    helm: {version: {major: 4}, manifest: async () => ''},
    cluster: {nodeResourceGroup: 'MC_own'},
  } as unknown as ClusterSession
  const node = {apiVersion: 'v1', kind: 'Node', metadata: {name: nodeName, labels: {type: 'virtual-kubelet'}}}
  const records = (['Linux', 'Windows'] as const).map(osType => recordObject(record(osType)))
  await createObjects(kubectl, [namespaceObject(namespace), ...records, node, podToCreate('web', 'default', {nodeName})], {mayExist: []})
})
afterAll(() => api.close())
beforeEach(() => api.faults.set([]))

describe('the facts of a removal', () => {
  it('are the connectors that were chosen, what is there of them, and those that stay', async () => {
    const {targets, others} = await readRemovalFacts(host, session, filterFor(['Linux']))
    expect(others.map(({osType}) => osType)).toEqual(['Windows'])
    expect(targets).toMatchObject([{connector: {osType: 'Linux'}, aciResourceGroup: 'MC_g', pods: [{metadata: {name: 'web'}}]}])
    expect(targets[0]?.before.things.map(inWords)).toEqual([
      'secret virtual-kubelet/vk-linux-eastus-record',
      `node ${nodeName}`,
      'pod default/web',
    ])
  })

  it.each(['/deployments', '/nodes\\?'])('cannot be had when %s cannot be read: nothing is removed on a guess', async path => {
    api.faults.set([{server: 'kubernetes', path, status: 403, times: 9, message: 'you may not'}])
    await expect(readRemovalFacts(host, session, filterFor(['Linux']))).rejects.toThrow('you may not')
  })

  it('do not need what is known of a connector that stays', async () => {
    const withoutHelm: ClusterSession = {...session, releases: () => Promise.reject(new Error('helm is away'))}
    await expect(readRemovalFacts(host, withoutHelm, filterFor(['Windows']))).rejects.toThrow('helm is away')
    expect(await readRemovalFacts(host, withoutHelm, filterFor([]))).toMatchObject({targets: []})
  })
})

describe('the pods on a node', () => {
  it('are an error when they cannot be read', async () => {
    expect((await podsOn(session, nodeName)).map(({metadata}) => metadata.name)).toEqual(['web'])
    api.faults.set([{server: 'kubernetes', path: '/pods', status: 403, times: 9, message: 'you may not'}])
    await expect(podsOn(session, nodeName)).rejects.toThrow(`Could not read the pods on ${nodeName}: you may not`)
  })
})
