import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {known, unknown, valueOf} from '../../../../src/lib/checks/engine/fact.ts'
import {azureReaders} from '../../../../src/lib/connector/facts/azure-facts.ts'
import type {Installed} from '../../../../src/lib/connector/inventory/installed.ts'
import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import type {Host} from '../../../../src/lib/connector/session/host.ts'
import {readConnectorFacts} from '../../../../src/lib/connector/inspection/connector-facts.ts'
import type {Azure, ContainerGroup} from '../../../../src/lib/azure/azure.ts'
import {NotFoundError} from '../../../../src/lib/errors.ts'
import type {KubeObject} from '../../../../src/lib/kubernetes/objects.ts'
import {createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {wellAzure} from '../../azure/well-azure.ts'
import {cluster} from '../../checks/well.ts'
import {deployment, node, nodeName, release} from '../../checks/objects.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'
import {tools} from '../../../tools.ts'
import {record} from '../install/wanted.ts'

/** What Helm installed with a chart that does not say the location. */
const connector: Installed = {
  connectorName: 'mine',
  osType: 'Linux',
  location: '',
  release,
  namespace: 'vk',
  nodeName,
  origin: 'upstream',
  managedBy: undefined,
  workload: undefined,
  record: undefined,
  recordFault: undefined,
  facts: {
    helm: known(undefined),
    deployments: known([deployment()]),
    pods: known([]),
    node: known(node()),
    lease: known(undefined),
    missingReferences: known([]),
    rivals: known([]),
  },
}
const shared: Parameters<typeof readConnectorFacts>[3] = {
  namespaceObjects: known(['other', 'vk'].map(name => ({kind: 'Namespace', metadata: {name}}))),
  secrets: known([]),
}

/** By the clock of the API server; that of this machine is wrong. */
const serverTime = new Date('2026-11-29T12:00:00Z')

let api: TestApi
let session: ClusterSession
beforeAll(async () => {
  api = await startTestApi()
  const kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
  session = {cluster, kubectl, now: () => serverTime} as unknown as ClusterSession
  const podOn = (name: string, on: string): KubeObject =>
    Object.assign(
      {apiVersion: 'v1', kind: 'Pod', metadata: {name, namespace: 'default'}},
      {spec: {nodeName: on, containers: [{name: 'c', image: 'i'}]}},
    )
  await createObjects(kubectl, [podOn('here', nodeName), podOn('elsewhere', 'n')], {mayExist: []})
})
afterAll(() => api.close())

async function read(changes: Partial<Installed> = {}, azure: Partial<Azure> = {}, more: Partial<typeof shared> = {}) {
  const host = {azure: wellAzure('', azure), signal: new AbortController().signal, now: () => new Date()} as unknown as Host
  const [one] = await readConnectorFacts(host, session, [{...connector, ...changes}], {...shared, ...more}, azureReaders(host))
  if (one === undefined) throw new Error('There are no facts.')
  return one
}

describe('the facts of a connector', () => {
  it('are about the location that it names, else that of the cluster', async () => {
    expect((await read()).subject.location).toBe('eastus')
    expect((await read({location: 'westus2'})).subject.location).toBe('westus2')
  })

  it('are judged by the clock of the API server', async () => {
    expect((await read()).subject.now).toEqual(serverTime)
  })

  it('are about its own pods, container groups and namespace', async () => {
    const group = (name: string, on: string) => ({name, tags: {NodeName: on}}) as unknown as ContainerGroup
    const {facts} = await read({}, {containerGroups: async () => [group('a', nodeName), group('b', 'n')]})
    expect(valueOf(facts.containerGroups)?.map(({name}) => name)).toEqual(['a'])
    expect(valueOf(facts.podsOnNode)?.map(({metadata}) => metadata.name)).toEqual(['here'])
    expect(facts.ownNamespace).toMatchObject({value: {metadata: {name: 'vk'}}})
  })

  it('say that its resource group does not exist, and that it then has no container groups', async () => {
    const gone = async () => {
      throw new NotFoundError('Resource group not found')
    }
    const {facts} = await read({}, {containerGroups: gone})
    expect([facts.aciGroupExists, facts.containerGroups]).toEqual([known(false), known([])])
    const forbidden = async () => {
      throw new Error('forbidden')
    }
    expect((await read({}, {containerGroups: forbidden})).facts.aciGroupExists).toMatchObject({known: false})
  })

  it('that need its identity are unknown when that is', async () => {
    const secrets = unknown('secrets is forbidden')
    const {facts} = await read({}, {}, {secrets})
    expect([facts.identity, facts.permission, facts.networkPermission]).toEqual([secrets, secrets, secrets])
    // The record tells it too.
    const {facts: noted} = await read({record: record()}, {}, {secrets})
    expect(noted.permission).toMatchObject({known: true, value: {principalId: 'object'}})
  })

  it('say whose the record is', async () => {
    const own = {...record(), clusterId: session.cluster.id.toUpperCase()}
    expect((await read({record: own})).facts.record).toEqual(known({is: 'valid'}))
    const other = {...record(), clusterId: `${session.cluster.id}2`}
    expect((await read({record: other})).facts.record).toEqual(known({is: 'of-another-cluster', clusterId: other.clusterId}))
    expect((await read()).facts.record).toEqual(known({is: 'none'}))
  })

  it('that need its Deployment are unknown when that is', async () => {
    const deployments = unknown('no route')
    const {facts} = await read({facts: {...connector.facts, deployments}})
    expect([facts.network, facts.virtualNetwork, facts.accessReviews]).toEqual([deployments, deployments, deployments])
  })
})
