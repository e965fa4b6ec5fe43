import {describe, expect, it} from '@jest/globals'
import type {Cluster} from '../../../../src/lib/azure/azure.ts'
import {known, unknown} from '../../../../src/lib/checks/fact.ts'
import {groupOpen} from '../../../../src/lib/checks/rules/group-open.ts'
import {nameFree, type NameFacts} from '../../../../src/lib/checks/rules/name-free.ts'
import {providerRegistered} from '../../../../src/lib/checks/rules/provider-registered.ts'
import {assignRoleCommand, roleAssigned} from '../../../../src/lib/checks/rules/role-assigned.ts'
import type {Release} from '../../../../src/lib/helm/releases.ts'

describe('provider-registered', () => {
  const inState = (registrationState: string) =>
    providerRegistered.check({provider: known({namespace: 'Microsoft.ContainerInstance', registrationState, containerGroupLocations: []})})

  it('is content with Registered only', () => {
    expect(inState('Registered').verdict).toBe('ok')
    for (const state of ['NotRegistered', 'Registering', 'Unregistering', 'Unregistered', 'registered'])
      expect(inState(state)).toMatchObject({verdict: 'problem'})
  })

  it('names the state and the command that mends it', () => {
    expect(inState('NotRegistered').message).toContain('NotRegistered')
    expect(inState('NotRegistered').remedy).toBe('vkctl provider register --namespace Microsoft.ContainerInstance --wait')
  })

  it('is unknown when ARM did not say', () => {
    expect(providerRegistered.check({provider: unknown('ARM: 500')})).toMatchObject({verdict: 'unknown', message: 'ARM: 500'})
  })
})

describe('role-assigned', () => {
  const scope = '/subscriptions/s/resourceGroups/MC_g'
  const permission = (missing: readonly string[]) =>
    roleAssigned.check({permission: known({principalId: 'p-1', scope, missing}), aciResourceGroup: 'MC_g'})

  it('is content when nothing is missing', () => {
    expect(permission([])).toMatchObject({verdict: 'ok', target: 'MC_g'})
  })

  it('names action, scope and principal, and the one line that grants it', () => {
    const found = permission(['Microsoft.ContainerInstance/containerGroups/write'])
    expect(found.verdict).toBe('problem')
    for (const part of ['Microsoft.ContainerInstance/containerGroups/write', scope, 'p-1']) expect(found.message).toContain(part)
    expect(found.remedy).toBe(assignRoleCommand('p-1', scope))
    expect(found.remedy).toBe(
      `az role assignment create --assignee-object-id p-1 --assignee-principal-type ServicePrincipal --role "Azure Container Instances Contributor Role" --scope ${scope}`,
    )
  })

  it('is unknown when the assignments could not be read', () => {
    expect(roleAssigned.check({permission: unknown('403'), aciResourceGroup: 'MC_g'})).toMatchObject({verdict: 'unknown', message: '403'})
  })
})

describe('group-open', () => {
  const check = (nodeResourceGroupLocked: boolean, aciResourceGroup: string) =>
    groupOpen.check({cluster: {nodeResourceGroup: 'MC_g', nodeResourceGroupLocked} as Cluster, aciResourceGroup})

  it("refuses a node resource group that AKS locks, whatever the letters' case", () => {
    expect(check(true, 'mc_G')).toMatchObject({verdict: 'problem', remedy: 'Give another group with --aci-resource-group.'})
  })

  it('takes any other', () => {
    expect(check(true, 'mine').verdict).toBe('ok')
    expect(check(false, 'MC_g').verdict).toBe('ok')
  })
})

describe('name-free', () => {
  const release = (chartName: string, namespace = 'vk'): Release => ({
    name: 'r',
    namespace,
    revision: 1,
    status: 'deployed',
    chartName,
    chartVersion: '1.2.3',
    appVersion: '',
    updated: undefined,
  })
  const free: NameFacts = {
    release: 'r',
    namespace: 'vk',
    nodeName: 'virtual-kubelet-r',
    hasReceipt: false,
    sameName: undefined,
    elsewhere: [],
    nodeExists: false,
  }

  it.each<readonly [string, Partial<NameFacts>]>([
    ['nothing is there', {}],
    ['vkctl installed it', {hasReceipt: true, sameName: release('virtual-kubelet-azure-aci'), nodeExists: true}],
    ['vkctl was interrupted before Helm', {hasReceipt: true}],
    ['its receipt was lost, but the chart is ours', {sameName: release('aci-connector'), nodeExists: true}],
  ])('is content when %s', (_, changes) => {
    expect(nameFree.check({...free, ...changes}).verdict).toBe('ok')
  })

  it.each<readonly [string, Partial<NameFacts>, RegExp]>([
    ["somebody else's release has the name", {sameName: release('nginx')}, /did not install \(chart nginx 1\.2\.3\)/],
    ['the release is in another namespace', {elsewhere: [release('aci-connector', 'other')]}, /in the namespace other/],
    [
      'it is in another namespace although vkctl installed one here',
      {hasReceipt: true, elsewhere: [release('aci-connector', 'other')]},
      /both would register/,
    ],
    ['a node of unknown origin has the name', {nodeExists: true}, /no connector that vkctl knows registers it/],
  ])('refuses when %s', (_, changes, message) => {
    const found = nameFree.check({...free, ...changes})
    expect(found.verdict).toBe('problem')
    expect(found.message).toMatch(message)
    expect(found.remedy).not.toBe('')
  })
})
