import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import type {Azure} from '../../../../src/lib/azure/azure.ts'
import {known} from '../../../../src/lib/checks/engine/fact.ts'
import {askedSubnetId, readFacts} from '../../../../src/lib/connector/install/facts.ts'
import {namespaceObject} from '../../../../src/lib/connector/model/namespace-object.ts'
import {recordObject} from '../../../../src/lib/connector/model/record/record.ts'
import type {InstallSpec} from '../../../../src/lib/connector/model/spec.ts'
import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import type {Host} from '../../../../src/lib/connector/session/host.ts'
import {UserError} from '../../../../src/lib/errors.ts'
import {createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {Secret} from '../../../../src/lib/secret.ts'
import {wellAzure} from '../../azure/well-azure.ts'
import {cluster} from '../../checks/well.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'
import {tools} from '../../../tools.ts'
import {record} from './wanted.ts'

const subnetId =
  '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/n/providers/Microsoft.Network/virtualNetworks/v/subnets/aci'
const mine = {kind: 'userAssigned', clientId: 'mine', objectId: 'm'} as const
const spec = {
  reset: [],
  connectorName: 'vk',
  osTypes: ['Linux'],
  namespace: 'virtual-kubelet',
  location: undefined,
  servicePrincipal: undefined,
  subnet: undefined,
  given: {},
  assignRole: false,
  skipChecks: [],
} as unknown as InstallSpec

let api: TestApi
let session: ClusterSession
beforeAll(async () => {
  api = await startTestApi()
  const kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
  session = {cluster, kubectl, helm: {version: {major: 4}}, releases: async () => []} as unknown as ClusterSession
  // An earlier install was given a group, a subnet and an identity.
  const before = {
    ...record(),
    connectorName: 'old',
    release: 'old-linux-eastus',
    nodeName: 'virtual-kubelet-old-linux-eastus',
    identity: mine,
    given: {aciResourceGroup: 'kept', subnetId},
  }
  await createObjects(kubectl, [namespaceObject('virtual-kubelet'), recordObject(before)], {mayExist: []})
})
afterAll(() => api.close())
beforeEach(() => api.faults.set([]))

function read(changes: Partial<InstallSpec> = {}, azure: Partial<Azure> = {}) {
  const virtualNetwork: Azure['virtualNetwork'] = async id => ({id, location: 'eastus', subnets: []})
  const host = {azure: wellAzure('', {virtualNetwork, ...azure}), signal: new AbortController().signal} as unknown as Host
  return readFacts(host, session, {...spec, ...changes})
}

describe('the facts of an install', () => {
  it('of a new connector are about the group and the identity of the nodes', async () => {
    const {ids, records, own} = await read()
    const {identity, rights} = own.get('vk-linux-eastus') ?? {}
    expect(ids).toEqual([{connectorName: 'vk', osType: 'Linux', location: 'eastus'}])
    expect(records).toEqual([])
    expect(identity).toEqual({kind: 'kubelet', clientId: 'client', objectId: 'object'})
    expect(rights).toMatchObject({
      permission: {scope: '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/MC_g'},
      subnet: undefined,
    })
  })

  it('of one that is there are about what it was given', async () => {
    const {records, own, installerReviews} = await read({connectorName: 'old'})
    const {identity, rights} = own.get('old-linux-eastus') ?? {}
    expect(records).toHaveLength(1)
    expect(identity).toMatchObject(mine)
    expect(rights?.permission.scope).toBe('/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/kept')
    expect(rights?.rights.map(({permission}) => permission.scope)[1]).toBe(subnetId)
    // Who has installed it once may do so.
    expect(installerReviews).toEqual(known([]))
  })

  it('are about what is given now, rather', async () => {
    const signIn = async () => ({clientId: 'app', objectId: 'o'})
    const servicePrincipal = {clientId: 'app', clientSecret: new Secret('s')}
    const {own} = await read({connectorName: 'old', servicePrincipal, given: {aciResourceGroup: 'now'}}, {signIn})
    const {identity, rights} = own.get('old-linux-eastus') ?? {}
    expect(identity).toMatchObject({kind: 'servicePrincipal', clientId: 'app'})
    expect(rights?.permission.scope).toBe('/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/now')
  })

  it('are about each connector by itself', async () => {
    const {own} = await read({connectorName: 'old', osTypes: ['Linux', 'Windows']})
    expect(own.get('old-linux-eastus')?.identity).toMatchObject(mine)
    expect(own.get('old-windows-eastus')?.identity).toMatchObject({kind: 'kubelet'})
    const scopes = [...own.values()].map(({rights}) => rights.rights.map(({permission}) => permission.scope))
    const group = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups'
    expect(scopes).toEqual([[`${group}/kept`, subnetId], [`${group}/MC_g`]])
  })

  it('may lack the quota, but not the provider', async () => {
    const away = async () => Promise.reject(new UserError('HTTP 503'))
    expect((await read({}, {usages: away})).usages).toMatchObject({known: false, reason: 'HTTP 503'})
    await expect(read({}, {provider: away})).rejects.toThrow('HTTP 503')
  })

  it('must show what is there in the cluster', async () => {
    api.faults.set([{server: 'kubernetes', path: '/secrets/', status: 403, times: 9}])
    await expect(read()).rejects.toThrow(/^Could not read the cluster/)
  })
})

it('the subnet that is asked for is the one that is named, else the one that is given', () => {
  const host = {azure: {subscriptionId: 's'}} as Host
  expect(askedSubnetId(spec, host, session)).toBeUndefined()
  expect(askedSubnetId({...spec, given: {subnetId}}, host, session)).toBe(subnetId)
  const subnet = {networkName: 'v', subnetName: 'aci', resourceGroup: undefined}
  expect(askedSubnetId({...spec, subnet, given: {subnetId}}, host, session)).toMatch(/\/resourceGroups\/MC_g\/.*\/v\/subnets\/aci$/)
})
