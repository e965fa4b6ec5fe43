import {createHash} from 'node:crypto'
import {fileURLToPath} from 'node:url'
import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import type {Azure} from '../../../../src/lib/azure/azure.ts'
import {install} from '../../../../src/lib/connector/install/install.ts'
import {PreflightError} from '../../../../src/lib/connector/install/preflight.ts'
import {recordName} from '../../../../src/lib/connector/model/record/record.ts'
import {namespaceObject} from '../../../../src/lib/connector/model/namespace-object.ts'
import {leaseOf} from '../../../../src/lib/connector/session/lease.ts'
import type {Host} from '../../../../src/lib/connector/session/host.ts'
import {InterruptedError, LockedError, UsageError} from '../../../../src/lib/errors.ts'
import {readHelmVersion} from '../../../../src/lib/helm/version.ts'
import type {HelmVersion} from '../../../../src/lib/helm/version.ts'
import type {Kubectl} from '../../../../src/lib/kubernetes/kubectl.ts'
import {readObjects} from '../../../../src/lib/kubernetes/read.ts'
import {createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {wellAzure} from '../../azure/well-azure.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'
import {tools} from '../../../tools.ts'
import {spec as asked} from './spec.ts'
import {record, registeredNode} from './wanted.ts'
import {talkTo} from '../../../talk.ts'

const {helm, kubectl} = tools['4.2.3']
/** The cluster of these tests has no nodes. */
const spec = asked({wait: false, timeoutMs: 60_000, skipChecks: ['node-for-connector']})

const subnetId =
  '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/n/providers/Microsoft.Network/virtualNetworks/v/subnets/aci'
const virtualNetwork: Azure['virtualNetwork'] = async id => ({
  id,
  location: 'eastus',
  subnets: [
    {
      id: subnetId,
      name: 'aci',
      addressPrefixes: ['10.2.0.0/24'],
      delegations: ['Microsoft.ContainerInstance/containerGroups'],
      routeTableId: undefined,
      natGatewayId: '/nat',
      associationLinks: [],
      ipConfigurationIds: [],
    },
  ],
})
/** As the chart computes it. */
const proxyName = `vk-linux-eastus-kube-proxy-${createHash('sha256').update('vk-linux-eastus').digest('hex').slice(0, 44)}`

let api: TestApi
let direct: Kubectl
let helmVersion: HelmVersion
let controller: AbortController
let kubectlVersions: number
beforeEach(async () => {
  api = await startTestApi()
  helmVersion = await readHelmVersion(api.run, helm)
  direct = await api.openDirectly(kubectl)
  controller = new AbortController()
  kubectlVersions = 0
})
afterEach(() => api.close())

function hostWith(changes: Partial<Azure> = {}): Host {
  const kubectlVersion = async () => (kubectlVersions++, '1.36.0')
  return {
    azure: wellAzure(api.config(), changes),
    tools: async () => ({helm, helmVersion, kubectl, kubectlVersion}),
    run: api.run,
    lastRun: api.run,
    api: api.api,
    talk: talkTo(),
    target: {},
    signal: controller.signal,
    root: fileURLToPath(new URL('../../../..', import.meta.url)),
    vkctlVersion: '0.1.0',
    now: () => new Date(),
    sleep: async () => {},
  }
}

async function isThere(kind: string, name: string, namespace?: string): Promise<boolean> {
  const ref = {apiVersion: 'v1', kind, name, ...(namespace !== undefined && {namespace})}
  return (await readObjects(direct, [ref])).objects.length > 0
}

describe('an install', () => {
  it('only says with --dry-run what it would do', async () => {
    const {plan, outcomes} = await install(hostWith(), {...spec, dryRun: true}, {offer: undefined, yes: false, confirm: async () => {}})
    expect(plan.shared.map(step => step.do)).toEqual(['open-records', 'apply'])
    expect(plan.connectors.map(({steps}) => steps.map(step => step.do))).toEqual([['upgrade', 'record']])
    expect(outcomes).toEqual([])
    expect(await isThere('Namespace', 'virtual-kubelet')).toBe(false)
    expect(kubectlVersions).toBe(0)
  })

  it('changes nothing when a check fails', async () => {
    const provider: Azure['provider'] = async namespace => ({
      namespace,
      registrationState: 'NotRegistered',
      containerGroupLocations: ['East US'],
    })
    await expect(install(hostWith({provider}), spec, {offer: undefined, yes: false, confirm: async () => {}})).rejects.toThrow(
      PreflightError,
    )
    expect(await isThere('Namespace', 'virtual-kubelet')).toBe(false)
  })

  it('of a connector that must exist ends with exit code 3 if there is none, and changes nothing', async () => {
    const wish = {...spec, mustExist: true}
    await expect(install(hostWith(), wish, {offer: undefined, yes: true, confirm: async () => {}})).rejects.toMatchObject({
      exitCode: 3,
      message: 'The connector vk-linux-eastus is not installed in this cluster.',
    })
    expect(await isThere('Namespace', 'virtual-kubelet')).toBe(false)
  })

  it('asks whether kubectl is new enough before kubectl changes something', async () => {
    const tooOld = async (): Promise<never> => {
      throw new UsageError('kubectl is too old.')
    }
    const host = {...hostWith(), api: () => undefined, tools: async () => ({helm, helmVersion, kubectl, kubectlVersion: tooOld})}
    await expect(install(host, spec, {offer: undefined, yes: false, confirm: async () => {}})).rejects.toThrow('kubectl is too old.')
    expect(await isThere('Namespace', 'virtual-kubelet')).toBe(false)
  })

  it('has Helm install, leaves a record, and has nothing to do the second time', async () => {
    const {outcomes} = await install(hostWith(), spec, {offer: undefined, yes: false, confirm: async () => {}})
    expect(outcomes).toMatchObject([{error: undefined, result: {release: 'vk-linux-eastus', revision: 1, changed: true}}])
    expect(await isThere('Secret', 'vk-linux-eastus', 'virtual-kubelet')).toBe(true)
    // What the connector does when it starts.
    await createObjects(direct, [registeredNode(record())], {mayExist: []})
    const again = await install(hostWith(), spec, {offer: undefined, yes: false, confirm: async () => {}})
    expect(again.plan).toMatchObject({shared: [], connectors: [{steps: []}]})
    expect(again.outcomes).toMatchObject([{result: {revision: 1, changed: false}}])
  })

  it.each([
    {apiVersion: 'v1', kind: 'Secret', metadata: {name: 'vk-linux-eastus', namespace: 'virtual-kubelet'}, data: {a: 'Yg=='}},
    {apiVersion: 'v1', kind: 'Secret', metadata: {name: 'vk-linux-eastus-record', namespace: 'virtual-kubelet'}, data: {a: 'Yg=='}},
    {apiVersion: 'v1', kind: 'ServiceAccount', metadata: {name: 'vk-linux-eastus', namespace: 'virtual-kubelet'}},
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: {name: 'aci-connector:virtual-kubelet:vk-linux-eastus'},
      rules: [],
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {name: 'vk-linux-eastus', namespace: 'virtual-kubelet'},
      spec: {selector: {matchLabels: {a: 'b'}}, template: {metadata: {labels: {a: 'b'}}, spec: {containers: [{name: 'c', image: 'i'}]}}},
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: {name: 'vk-linux-eastus', namespace: 'virtual-kubelet'},
      spec: {podSelector: {}},
    },
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: {name: 'vk-linux-eastus', namespace: 'virtual-kubelet'},
      spec: {minAvailable: 1, selector: {matchLabels: {a: 'b'}}},
    },
    {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'vk-linux-eastus', namespace: 'virtual-kubelet'}, data: {a: 'b'}},
    {apiVersion: 'v1', kind: 'ServiceAccount', metadata: {name: proxyName, namespace: 'virtual-kubelet'}},
  ])('leaves alone what somebody else made: $kind $metadata.name', async object => {
    await createObjects(direct, [namespaceObject('virtual-kubelet'), object], {mayExist: []})
    const {name, namespace} = object.metadata as {readonly name: string; readonly namespace?: string}
    const ref = {apiVersion: object.apiVersion, kind: object.kind, name, ...(namespace !== undefined && {namespace})}
    const read = async () => (await readObjects(direct, [ref])).objects
    const before = await read()
    const assignRole: Azure['assignRole'] = async () => {
      throw new Error('A role was assigned.')
    }
    const values = {networkPolicy: {create: true}, podDisruptionBudget: {create: true}}
    const names = {
      ...spec,
      given: {subnetId, values},
      assignRole: true,
      skipChecks: [...spec.skipChecks, 'name-free', 'role-assigned', 'subnet-role'],
    }
    for (const dryRun of [true, false])
      await expect(
        install(hostWith({assignRole, virtualNetwork}), {...names, dryRun}, {offer: undefined, yes: false, confirm: async () => {}}),
      ).rejects.toMatchObject({
        exitCode: 4,
        message: expect.stringContaining(`${object.kind} ${namespace === undefined ? '' : 'virtual-kubelet/'}${name}`),
      })
    expect(await read()).toEqual(before)
    const others = ['vk-linux-eastus', recordName('vk-linux-eastus')].filter(one => object.kind !== 'Secret' || one !== name)
    for (const other of others) expect(await isThere('Secret', other, 'virtual-kubelet')).toBe(false)
  })

  it('leaves alone what somebody else made and the chart of azure-aci contains, too', async () => {
    const binding = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: {name: 'vk-linux-eastus'},
      roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view'},
    }
    await createObjects(direct, [binding], {mayExist: []})
    const chartUrl = fileURLToPath(new URL('../../../lifecycle/fixtures/virtual-kubelet-azure-aci', import.meta.url))
    await expect(
      install(hostWith(), {...spec, given: {chartUrl}}, {offer: undefined, yes: false, confirm: async () => {}}),
    ).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringContaining('ClusterRoleBinding vk-linux-eastus'),
    })
    expect(await isThere('Namespace', 'virtual-kubelet')).toBe(false)
  })

  it('keeps away from a connector that another vkctl has locked', async () => {
    const {release, namespace} = record()
    const lease = leaseOf({release, namespace}, 'remove-connector/elsewhere/1/2', new Date(), new Date())
    await createObjects(direct, [namespaceObject(namespace), lease], {mayExist: []})
    await expect(install(hostWith(), spec, {offer: undefined, yes: false, confirm: async () => {}})).rejects.toThrow(LockedError)
    expect(await isThere('Secret', recordName(release), namespace)).toBe(false)
  })

  it('that is interrupted before it began says that nothing was changed', async () => {
    const usages = async () => {
      controller.abort(new InterruptedError('SIGTERM'))
      throw new InterruptedError('SIGTERM')
    }
    await expect(install(hostWith({usages}), spec, {offer: undefined, yes: false, confirm: async () => {}})).rejects.toMatchObject({
      exitCode: 143,
      hints: ['Nothing was changed.'],
    })
    expect(await isThere('Secret', recordName('vk-linux-eastus'), 'virtual-kubelet')).toBe(false)
  })
})
