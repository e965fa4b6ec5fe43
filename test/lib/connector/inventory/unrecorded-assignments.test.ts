import {expect, it} from '@jest/globals'
import type {Azure} from '../../../../src/lib/azure/azure.ts'
import type {RoleAssignment} from '../../../../src/lib/azure/resources/access.ts'
import {resourceGroupId, roleDefinitionId} from '../../../../src/lib/azure/resources/ids.ts'
import {connectorRole} from '../../../../src/lib/checks/facts/permissions.ts'
import {ownAssignmentId} from '../../../../src/lib/connector/inventory/role-assignments.ts'
import {readUnrecordedAssignments} from '../../../../src/lib/connector/inventory/unrecorded-assignments.ts'
import {roleDescription} from '../../../../src/lib/connector/model/role-description.ts'
import {cluster, connector} from '../removal/target.ts'

const subscriptionId = '11111111-2222-3333-4444-555555555555'
const scope = resourceGroupId(subscriptionId, 'MC_g')

const made = (principalId: string): RoleAssignment => ({
  id: ownAssignmentId(subscriptionId, connectorRole, scope, principalId),
  scope,
  principalId,
  roleDefinitionId: roleDefinitionId(subscriptionId, connectorRole.id),
  condition: undefined,
  description: roleDescription({connectorName: 'vk', clusterId: cluster.id}),
})

it('the role assignments without a record are those that vkctl created and no record names', async () => {
  const installed = connector()
  const objectId = installed.record?.identity.objectId ?? ''
  const azure = {subscriptionId, roleAssignmentsAround: async () => [made(objectId), made('of-a-service-principal')]} as unknown as Azure
  const read = async (record: typeof installed.record) =>
    (await readUnrecordedAssignments({azure}, {cluster}, [{...installed, record}])).map(({principalId}) => principalId)
  expect(await read(installed.record)).toEqual(['of-a-service-principal'])
  expect(await read(undefined)).toEqual([objectId, 'of-a-service-principal'])
})
