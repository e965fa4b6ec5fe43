import {describe, expect, it} from '@jest/globals'
import {roleAssignmentName} from '../../../../src/lib/azure/resources/role-assignment-name.ts'

const scope = '/subscriptions/s/resourceGroups/Group'
const role = '/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/B24988AC-6180-42a0-ab88-20f7382dd24c'

describe('the name of a role assignment', () => {
  it('is a UUID of version 5, the same for the same assignment however it is spelt', () => {
    const name = roleAssignmentName(scope, role, 'p')
    expect(name).toMatch(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
    expect(roleAssignmentName(scope.toLowerCase(), role.toLowerCase(), 'P')).toBe(name)
    expect(roleAssignmentName(scope, `/providers/Microsoft.Authorization/roleDefinitions/${role.split('/').at(-1)}`, 'p')).toBe(name)
  })

  it('never changes from one version of vkctl to the next', () => {
    expect(roleAssignmentName('/subscriptions/s', 'r', 'p')).toBe('e0d21d45-f362-57d4-84ad-49a5f60cdcdd')
  })

  it('differs with scope, role and principal', () => {
    expect(
      new Set([
        roleAssignmentName(scope, role, 'p'),
        roleAssignmentName(`${scope}2`, role, 'p'),
        roleAssignmentName(scope, `${role}2`, 'p'),
        roleAssignmentName(scope, role, 'p2'),
      ]).size,
    ).toBe(4)
  })
})
