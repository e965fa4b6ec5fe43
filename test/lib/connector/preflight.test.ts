import {describe, expect, it} from '@jest/globals'
import {preflight, PreflightError, type PreflightFacts} from '../../../src/lib/connector/preflight.ts'
import {assignRoleCommand} from '../../../src/lib/checks/rules/azure/role-assigned.ts'
import {cluster} from '../checks/well.ts'
import {helmRelease, wanted} from './wanted.ts'

const one = wanted()
const well: PreflightFacts = {
  cluster,
  provider: {namespace: 'Microsoft.ContainerInstance', registrationState: 'Registered', containerGroupLocations: []},
  permission: {principalId: 'p', scope: '/g', missing: [], denied: [], conditional: []},
  wanted: [one, wanted('Windows')],
  cloud: 'AzureCloud',
  now: new Date('2026-11-23T12:00:00Z'),
}
const withoutRole = {...well.permission, missing: ['Microsoft.ContainerInstance/containerGroups/write']}

describe('before an install', () => {
  it('nothing speaks against it when all is well', () => {
    expect(preflight(well)).toEqual([])
  })

  it('everything that does is found at once', () => {
    const theirs = {...one, existing: {...one.existing, release: helmRelease(one.receipt, {chartName: 'nginx'})}}
    const findings = preflight({
      ...well,
      cluster: {...cluster, nodeResourceGroupLocked: true},
      provider: {...well.provider, registrationState: 'NotRegistered'},
      permission: withoutRole,
      wanted: [theirs, wanted('Windows')],
    })
    expect(findings.map(({id, target}) => [id, target])).toEqual([
      ['provider-registered', 'Microsoft.ContainerInstance'],
      ['group-open', 'vk-linux-eastus'],
      ['role-assigned', 'vk-linux-eastus'],
      ['name-free', 'vk-linux-eastus'],
      ['group-open', 'vk-windows-eastus'],
      ['role-assigned', 'vk-windows-eastus'],
    ])
  })

  it("the group is looked at that the connector is to use, not always the cluster's", () => {
    const elsewhere = {...one, receipt: {...one.receipt, aciResourceGroup: 'mine'}}
    expect(preflight({...well, cluster: {...cluster, nodeResourceGroupLocked: true}, wanted: [elsewhere]})).toEqual([])
  })

  it('a node without a connector is found, one with a receipt is not', () => {
    const node = {metadata: {name: one.receipt.nodeName}}
    expect(preflight({...well, wanted: [{...one, existing: {...one.existing, node}}]}).map(({id}) => id)).toEqual(['name-free'])
    expect(preflight({...well, wanted: [{...one, existing: {...one.existing, node, receipt: one.receipt}}]})).toEqual([])
  })
})

describe('the error of a preflight', () => {
  it('ends with 4, says what and why, then what to do for each', () => {
    const findings = preflight({...well, provider: {...well.provider, registrationState: 'NotRegistered'}, permission: withoutRole})
    const error = new PreflightError(findings)
    expect(error.exitCode).toBe(4)
    expect(error.findings).toBe(findings)
    expect(error.message).toContain('NotRegistered')
    const hints = error.hints.join('\n')
    expect(hints).toContain('vkctl provider register --namespace Microsoft.ContainerInstance --wait')
    expect(hints).toContain('containerGroups/write')
    // Once, although it holds for both connectors.
    expect(error.hints.filter(hint => hint === assignRoleCommand('p', '/g'))).toHaveLength(1)
    expect(hints).toContain('--assign-role')
  })
})
