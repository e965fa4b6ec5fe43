import {describe, expect, it} from '@jest/globals'
import type {RoleAssignment} from '../../../../src/lib/azure/resources/access.ts'
import {roleAssignmentName} from '../../../../src/lib/azure/resources/role-assignment-name.ts'
import {known, unknown} from '../../../../src/lib/checks/engine/fact.ts'
import {connectorRole, networkRole} from '../../../../src/lib/checks/facts/permissions.ts'
import {roleAssigned} from '../../../../src/lib/checks/rules/azure-permissions.ts'
import {allRights, readRights, type RightsInput} from '../../../../src/lib/connector/install/rights.ts'
import type {AzureReaders} from '../../../../src/lib/connector/facts/azure-facts.ts'
import type {Host} from '../../../../src/lib/connector/session/host.ts'

const scope = '/subscriptions/s/resourceGroups/g'
const subnetId = `${scope}/providers/Microsoft.Network/virtualNetworks/v/subnets/n`
const host = {azure: {subscriptionId: 's'}} as Host
const input: RightsInput = {
  scope,
  subnetId: undefined,
  identity: {kind: 'kubelet', clientId: 'client', objectId: 'object'},
  nodeResourceGroup: 'MC_g',
  leftOut: [],
}
const role = (id: string) => `/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/${id}`
const ours = (at: string, id: string): RoleAssignment => ({
  id: `${at}/providers/Microsoft.Authorization/roleAssignments/${roleAssignmentName(at, role(id), 'object')}`,
  roleDefinitionId: role(id),
  principalId: 'object',
  scope: at,
  condition: undefined,
})

/** An Azure where these actions are missing everywhere, with these assignments. */
function readers(missing: readonly string[], assignments: readonly RoleAssignment[] = []): AzureReaders {
  return {
    permission: async (at: string, principalId: string) => known({principalId, scope: at, missing, denied: [], conditional: []}),
    assignments: async (at: string) => assignments.filter(one => one.scope === at),
    virtualNetwork: async () => known(undefined),
    assignerPermission: async (at: string) => known({principalId: 'me', scope: at, missing: [], denied: [], conditional: []}),
    scaleSetIdentities: async (group: string) => known([{scaleSet: 'vmss', id: '/mine', clientId: `of ${group}`}]),
  } as unknown as AzureReaders
}

describe('the rights of a connector', () => {
  it('come from elsewhere when nothing is missing and nothing is of vkctl', async () => {
    const {roleAssignmentId, networkRoleAssignmentId, rights} = await readRights(host, readers([]), {...input, subnetId})
    expect([roleAssignmentId, networkRoleAssignmentId]).toEqual([undefined, undefined])
    expect(rights.map(one => one.role)).toEqual([connectorRole, networkRole])
  })

  it('come from the assignments that vkctl is to make, on the group and on the subnet', async () => {
    const {roleAssignmentId, networkRoleAssignmentId} = await readRights(host, readers(['a/read']), {...input, subnetId})
    expect(roleAssignmentId).toBe(ours(scope, connectorRole.id).id)
    expect(networkRoleAssignmentId).toBe(ours(subnetId, networkRole.id).id)
  })

  it('come from the assignment that an earlier install made', async () => {
    const {roleAssignmentId} = await readRights(host, readers([], [ours(scope, connectorRole.id)]), input)
    expect(roleAssignmentId).toBe(ours(scope, connectorRole.id).id)
  })

  it('are not assigned when the check of them is left out', async () => {
    const leftOut = [roleAssigned.id]
    const {roleAssignmentId, networkRoleAssignmentId} = await readRights(host, readers(['a/read']), {...input, subnetId, leftOut})
    expect(roleAssignmentId).toBeUndefined()
    expect(networkRoleAssignmentId).toBeDefined()
  })

  it('say whether the user may assign the roles that are missing, as far as Azure tells', async () => {
    const assigners = async (from: AzureReaders, leftOut: readonly string[] = []) =>
      (await readRights(host, from, {...input, subnetId, leftOut})).rights.map(one => one.assigner?.scope)
    expect(await assigners(readers(['a/read']))).toEqual([scope, subnetId])
    expect(await assigners(readers(['a/read']), [roleAssigned.id])).toEqual([undefined, subnetId])
    expect(await assigners(readers([]))).toEqual([undefined, undefined])
    expect(await assigners({...readers(['a/read']), assignerPermission: async () => unknown('HTTP 403')})).toEqual([undefined, undefined])
  })

  it('must be known', async () => {
    const away = {...readers([]), permission: async () => unknown('HTTP 503')}
    await expect(readRights(host, away, input)).rejects.toThrow('HTTP 503')
  })
})

describe('the identities of the nodes', () => {
  it('are asked for only where the connector has one of its own', async () => {
    expect((await readRights(host, readers([]), input)).nodeIdentities).toEqual(known([{scaleSet: '', id: '', clientId: 'client'}]))
    const identity = {kind: 'userAssigned', clientId: 'mine', objectId: 'object'} as const
    expect((await readRights(host, readers([]), {...input, identity})).nodeIdentities).toEqual(
      known([{scaleSet: 'vmss', id: '/mine', clientId: 'of MC_g'}]),
    )
  })
})

it('the rights of several connectors are each there once', async () => {
  const read = (changes: Partial<RightsInput>) => readRights(host, readers(['a/read']), {...input, ...changes})
  const other = {kind: 'kubelet', clientId: 'other', objectId: 'other'} as const
  const all = allRights([await read({}), await read({subnetId}), await read({identity: other})])
  expect(all.map(({permission: {scope: at, principalId}}) => [at, principalId])).toEqual([
    [scope, 'object'],
    [subnetId, 'object'],
    [scope, 'other'],
  ])
})
