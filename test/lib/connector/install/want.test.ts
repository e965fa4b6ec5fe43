import {fileURLToPath} from 'node:url'
import {describe, expect, it} from '@jest/globals'
import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import {credentialsSecret} from '../../../../src/lib/connector/model/credentials-secret.ts'
import type {Host} from '../../../../src/lib/connector/session/host.ts'
import type {Identity} from '../../../../src/lib/connector/model/identity.ts'
import {planInstall} from '../../../../src/lib/connector/install/plan.ts'
import {parseAssignments} from '../../../../src/lib/helm/set-values.ts'
import {want} from '../../../../src/lib/connector/install/want.ts'
import {UsageError} from '../../../../src/lib/errors.ts'
import {Secret} from '../../../../src/lib/secret.ts'
import {spec as asked} from './spec.ts'
import {installed, wanted} from './wanted.ts'

const session = {
  cluster: {id: '/c', name: 'c', location: 'East US', nodeResourceGroup: 'MC_g'},
  now: () => new Date('2026-11-23T12:00:00Z'),
} as ClusterSession
const cloud = {
  name: 'AzureCloud',
  resourceManager: '',
  authority: '',
  audience: '',
  custom: false,
  azureJsonName: 'AzurePublicCloud',
} as const
const host = {
  azure: {cloud, tenantId: 't', subscriptionId: 's'},
  root: fileURLToPath(new URL('../../../..', import.meta.url)),
  vkctlVersion: '0.1.0',
} as Host
const spec = asked({osTypes: ['Linux', 'Windows']})
const kubelet: Identity = {kind: 'kubelet', clientId: 'client', objectId: 'object'}
const app = (secret?: string): Identity => ({
  kind: 'servicePrincipal',
  clientId: 'app',
  objectId: 'o',
  clientSecret: secret === undefined ? undefined : new Secret(secret),
})
const nothing = wanted().existing
const base = {
  host,
  session,
  spec,
  id: {connectorName: 'vk', osType: 'Linux', location: 'eastus'},
  identity: kubelet,
  existing: nothing,
  clientCa: 'CA',
  chart: wanted().chart,
  roleAssignmentId: undefined,
} as const

const azureJsonOf = (one: {readonly credentials: {readonly azureJson: Secret}}) =>
  JSON.parse(one.credentials.azureJson.reveal()) as Record<string, unknown>

describe('a connector as it shall be', () => {
  it('holds what the user gave in its record, no defaults, and the secret nowhere but in the credentials', async () => {
    const one = await want({...base, identity: app('s3cret')})
    expect(one.record).toMatchObject({
      given: {},
      aciResourceGroup: 'MC_g',
      identity: {kind: 'servicePrincipal', clientId: 'app', objectId: 'o'},
    })
    expect(JSON.stringify([one.record, one.values, one.chart])).not.toContain('s3cret')
    expect(azureJsonOf(one)).toMatchObject({aadClientSecret: 's3cret'})
  })

  it('keeps what was given before until something else is given', async () => {
    const existing = {...nothing, record: {...wanted().record, given: {aciResourceGroup: 'mine', imageTag: '1.6.2'}}}
    const kept = await want({...base, existing, spec: {...spec, given: {imageTag: '1.6.3'}}})
    expect(kept.record.given).toEqual({aciResourceGroup: 'mine', imageTag: '1.6.3'})
    expect(kept.record.aciResourceGroup).toBe('mine')
    expect(kept.values).toMatchObject({image: {tag: '1.6.3'}, aciResourceGroup: 'mine'})
  })

  it('keeps its key pair, and makes another when that runs out', async () => {
    const first = await want(base)
    const existing = {...nothing, secret: credentialsSecret('vk-linux-eastus', 'virtual-kubelet', first.credentials)}
    const again = await want({...base, existing})
    expect(again.credentials.pair.certificate).toBe(first.credentials.pair.certificate)
    expect(again.values).toEqual(first.values)
    const later = await want({...base, existing, session: {...session, now: () => new Date('2036-11-20T12:00:00Z')}})
    expect(later.credentials.pair.certificate).not.toBe(first.credentials.pair.certificate)
    expect(later.values).not.toEqual(first.values)
  })

  it('assigns values on top of those that were given before, or of the files that are given now', async () => {
    const assignments = parseAssignments('resources.limits.cpu=2,logLevel=debug', false)
    const given = {values: {resources: {limits: {cpu: 1, memory: '1Gi'}}}}
    const existing = {...nothing, record: {...wanted().record, given}}
    const merged = {resources: {limits: {cpu: 2, memory: '1Gi'}}, logLevel: 'debug'}
    const onKept = await want({...base, existing, spec: {...spec, given: {}, assignments}})
    expect(onKept.record.given.values).toEqual(merged)
    const onFile = await want({...base, existing, spec: {...spec, given: {values: {image: {pullPolicy: 'Always'}}}, assignments}})
    expect(onFile.record.given.values).toEqual({image: {pullPolicy: 'Always'}, resources: {limits: {cpu: 2}}, logLevel: 'debug'})
  })

  it('forgets an option that is reset, and keeps the others', async () => {
    const record = {...wanted().record, given: {imageTag: '1.6.2', chartUrl: 'oci://x'}}
    const one = await want({...base, spec: {...spec, given: {}, reset: ['image-tag']}, existing: {...nothing, record}})
    expect(one.record.given).toEqual({chartUrl: 'oci://x'})
  })

  it('is unchanged when it is asked for again', async () => {
    const first = await want(base)
    const again = await want({...base, existing: installed(first)})
    expect(
      planInstall({
        removesObstacles: false,
        triesImages: true,
        namespace: {name: 'virtual-kubelet', existing: undefined},
        roles: [],
        wanted: [again],
        moving: new Map(),
      }).connectors[0]?.steps,
    ).toEqual([])
  })

  it('keeps the spelling of the resource group and the subnet: Azure knows no letter case', async () => {
    const subnetId =
      '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/MC_g/providers/Microsoft.Network/virtualNetworks/v/subnets/aci'
    const record = {...wanted().record, subscriptionId: 's', given: {subnetId}, subnetId}
    const given = {aciResourceGroup: 'mc_G', subnetId: subnetId.replace('MC_g', 'mc_G')}
    const cluster = {...session.cluster, dnsServiceIp: '10.0.0.10', fqdn: 'f'}
    const existing = {...nothing, record}
    const one = await want({...base, session: {...session, cluster}, spec: {...spec, given}, existing})
    expect(one.record).toMatchObject({aciResourceGroup: 'MC_g', subnetId, earlierPlaces: []})
    expect(one.values).toMatchObject({aciResourceGroup: 'MC_g', vnet: {resourceGroup: 'MC_g'}})
  })

  it('lets --set-values win, map by map', async () => {
    const {values} = await want({...base, spec: {...spec, given: {values: {image: {pullPolicy: 'Always'}, logLevel: 'debug', extra: [1]}}}})
    expect(values).toMatchObject({image: {tag: '1.6.4', pullPolicy: 'Always'}, logLevel: 'debug', extra: [1]})
  })
})

it('the record keeps no password of a chart, and a digest only with the chart that it was given with', async () => {
  const given = {chartUrl: 'https://me:pa55@h/x.tgz?sig=s', chartDigest: 'sha256:1'}
  const first = await want({...base, spec: {...spec, given}})
  expect(first.record.given).toEqual({chartUrl: 'https://***@h/x.tgz?***', chartDigest: 'sha256:1'})
  const existing = {...nothing, record: first.record}
  expect((await want({...base, existing})).record.given).toEqual(first.record.given)
  expect((await want({...base, existing, spec: {...spec, given: {chartUrl: 'oci://x'}}})).record.given).toEqual({chartUrl: 'oci://x'})
})

describe('a connector on a subnet', () => {
  const subnetId =
    '/subscriptions/5b8f1a52-0d3e-4c1c-9f67-3a2f7e1d4c90/resourceGroups/net-group/providers/Microsoft.Network/virtualNetworks/net/subnets/aci'
  const telling = {...session, cluster: {...session.cluster, dnsServiceIp: '10.0.0.10', fqdn: 'c.hcp.eastus.azmk8s.io'}} as ClusterSession
  const onSubnet = {...base, session: telling, spec: {...spec, given: {subnetId}}}

  it('is told of the network, of DNS and of the API server, and gets a token that lasts', async () => {
    const one = await want({...onSubnet, networkRoleAssignmentId: '/n'})
    expect(one.values).toMatchObject({
      vnet: {
        name: 'net',
        resourceGroup: 'net-group',
        subnetName: 'aci',
        kubeDnsIp: '10.0.0.10',
        masterUri: 'https://c.hcp.eastus.azmk8s.io',
        longLivedToken: true,
      },
    })
    expect(azureJsonOf(one)).toMatchObject({vnetName: 'net', vnetResourceGroup: 'net-group'})
    expect(one.record).toMatchObject({given: {subnetId}, networkRoleAssignmentId: '/n'})
  })

  it('stays on it', async () => {
    const first = await want(onSubnet)
    const again = await want({...onSubnet, spec, existing: {...nothing, record: first.record}})
    expect(again.values['vnet']).toEqual(first.values['vnet'])
  })

  it('is not the one beside it, that was given none', async () => {
    const one = await want({...base, networkRoleAssignmentId: '/n'})
    expect(one.values['vnet']).toEqual({name: 'none', resourceGroup: 'MC_g'})
    expect(one.record).not.toHaveProperty('networkRoleAssignmentId')
  })

  it('needs to be told what Azure does not tell', async () => {
    const {fqdn: _, ...withoutName} = telling.cluster
    const session2 = {...telling, cluster: withoutName} as ClusterSession
    const failed = await want({...onSubnet, session: session2}).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(UsageError)
    expect(failed).toMatchObject({exitCode: 2, hints: [expect.stringMatching(/--set-values.*masterUri/)]})
    const values = {vnet: {masterUri: 'https://10.1.2.3'}}
    const told = await want({...onSubnet, session: session2, spec: {...spec, given: {subnetId, values}}})
    expect(told.values).toMatchObject({vnet: {masterUri: 'https://10.1.2.3', kubeDnsIp: '10.0.0.10'}})
    await expect(want({...onSubnet, session})).rejects.toThrow(/DNS service/)
  })

  it.each(['subnetId', 'identityId'] as const)('is not made with the upstream chart when %s was given', async given => {
    const chart = {...base.chart, kind: 'upstream', name: 'virtual-kubelet-azure-aci', version: '1.6.4'} as const
    await expect(want({...onSubnet, chart, spec: {...spec, given: {[given]: subnetId}}})).rejects.toThrow(UsageError)
  })
})

describe('a user-assigned identity', () => {
  it('is written down, and makes place for a service principal', async () => {
    const one = await want({
      ...base,
      identity: {kind: 'userAssigned', clientId: 'mine', objectId: 'o'},
      spec: {...spec, given: {identityId: '/i'}},
    })
    expect(one.record).toMatchObject({identity: {kind: 'userAssigned', clientId: 'mine'}, given: {identityId: '/i'}})
    expect(azureJsonOf(one)).toMatchObject({userAssignedIdentityID: 'mine'})
    const principal = {clientId: 'app', clientSecret: new Secret('s')}
    const after = await want({
      ...base,
      identity: app('s'),
      existing: {...nothing, record: one.record},
      spec: {...spec, servicePrincipal: principal},
    })
    expect(after.record.given).toEqual({})
  })
})

describe('a service principal that was given once', () => {
  const secretOf = (one: Awaited<ReturnType<typeof want>>) => ({
    ...nothing,
    secret: credentialsSecret('vk-linux-eastus', 'virtual-kubelet', one.credentials),
  })

  it('is kept with its secret, while all else follows what is asked now', async () => {
    const before = secretOf(await want({...base, identity: app('kept, { } = \\ " \'')}))
    const one = await want({...base, identity: app(), existing: before, spec: {...spec, given: {aciResourceGroup: 'moved'}}})
    expect(azureJsonOf(one)).toMatchObject({aadClientId: 'app', aadClientSecret: 'kept, { } = \\ " \'', resourceGroup: 'moved'})
  })

  it('has to be given again when its secret is gone', async () => {
    await expect(want({...base, identity: app()})).rejects.toThrow(
      '--client-secret must be specified when --service-principal is specified',
    )
  })

  it('is not made of the credentials of somebody else', async () => {
    await expect(want({...base, identity: app(), existing: secretOf(await want(base))})).rejects.toThrow(UsageError)
  })
})
