import {describe, expect, it} from '@jest/globals'
import type {Azure} from '../../../../src/lib/azure/azure.ts'
import type {RoleAssignment} from '../../../../src/lib/azure/resources/access.ts'
import {resourceGroupId, roleAssignmentId} from '../../../../src/lib/azure/resources/ids.ts'
import {roleAssignmentName} from '../../../../src/lib/azure/resources/role-assignment-name.ts'
import {readDescribedAssignments} from '../../../../src/lib/connector/inventory/described-assignments.ts'
import {roleDescription} from '../../../../src/lib/connector/model/role-description.ts'
import {NotAllowedError, UserError} from '../../../../src/lib/errors.ts'
import {cluster} from '../removal/target.ts'

const subscriptionId = '11111111-2222-3333-4444-555555555555'
const role = '/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/r'

function made(principalId: string, {resourceGroup = 'MC_g', clusterId = cluster.id} = {}): RoleAssignment {
  const scope = resourceGroupId(subscriptionId, resourceGroup)
  return {
    id: roleAssignmentId(scope, roleAssignmentName(scope, role, principalId)),
    scope,
    principalId,
    roleDefinitionId: role,
    condition: undefined,
    description: roleDescription({connectorName: 'vk', clusterId}),
  }
}
const ours = made('sp')
const all = [
  ours,
  {...made('copied'), id: ours.id.replace(/[^/]+$/, 'another-name')},
  made('theirs', {clusterId: '/other'}),
  {...made('x'), description: 'mine'},
]
const read = (roleAssignmentsAround: Azure['roleAssignmentsAround'], resourceGroups: readonly string[] = ['MC_g', 'aci']) =>
  readDescribedAssignments({azure: {subscriptionId, roleAssignmentsAround} as Azure}, {cluster}, resourceGroups)

describe('the role assignments that say for whom vkctl made them', () => {
  it('count if they name a connector of this cluster and have the computed name', async () => {
    expect(await read(async () => all)).toEqual([
      {id: ours.id, scope: ours.scope, principalId: 'sp', isExpected: true, connectorName: 'vk'},
    ])
  })

  it('are looked for in the resource groups if the user may not read those of the subscription', async () => {
    const asked: string[] = []
    const found = await read(async scope => {
      asked.push(scope)
      if (!scope.endsWith('/MC_g')) throw new NotAllowedError('no')
      return all
    })
    expect(found).toHaveLength(1)
    expect(asked).toEqual([
      `/subscriptions/${subscriptionId}`,
      resourceGroupId(subscriptionId, 'MC_g'),
      resourceGroupId(subscriptionId, 'aci'),
    ])
  })

  it('are not taken for none if Azure fails', async () => {
    await expect(read(() => Promise.reject(new UserError('away')))).rejects.toThrow('away')
  })
})
