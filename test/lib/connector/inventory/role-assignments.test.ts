import {describe, expect, it} from '@jest/globals'
import type {RoleAssignment} from '../../../../src/lib/azure/resources/access.ts'
import {isOfThisCluster} from '../../../../src/lib/connector/inventory/role-assignments.ts'
import {roleDescription} from '../../../../src/lib/connector/model/role-description.ts'
import {cluster} from '../removal/target.ts'

const assignment = (changes: Partial<RoleAssignment>): RoleAssignment => ({
  id: '/a',
  roleDefinitionId: '/r',
  principalId: 'somebody',
  scope: '/g',
  condition: undefined,
  ...changes,
})
const describedFor = (clusterId: string) => roleDescription({connectorName: 'vk', clusterId})

describe('a role assignment', () => {
  it.each<readonly [string, Partial<RoleAssignment>, boolean]>([
    ['whose description names the cluster', {description: describedFor(cluster.id)}, true],
    ['whose description names another cluster', {description: describedFor('/other'), principalId: 'object'}, false],
    ['with the description of somebody else', {description: 'mine', principalId: 'object'}, false],
    ['of the identity of the nodes, without a description', {principalId: 'object'}, true],
    ['of another identity, without a description', {}, false],
  ])('%s', (_, changes, expected) => {
    expect(isOfThisCluster(assignment(changes), {cluster})).toBe(expected)
  })
})
