import {describe, expect, it} from '@jest/globals'
import type {RoleAssignment, RoleDefinition} from '../../../src/lib/azure/azure.ts'
import {connectorRole, isPlainlySufficient, missingActions, requiredActions} from '../../../src/lib/checks/permissions.ts'

const scope = '/subscriptions/s/resourceGroups/MC_g'
const idOf = (guid: string) => `/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/${guid}`

function assigned(...guids: string[]): RoleAssignment[] {
  return guids.map(guid => ({id: `${scope}/a-${guid}`, roleDefinitionId: idOf(guid), principalId: 'p', scope}))
}

function role(guid: string, actions: string[], notActions: string[] = []): RoleDefinition {
  return {id: idOf(guid), name: guid, permissions: [{actions, notActions}]}
}

const reader = role('acdd72a7-3385-48ef-bd42-f606fba81ae7', ['*/read'])
const all = 'Microsoft.ContainerInstance/containerGroups/*'

describe('the actions that are missing', () => {
  it('are all without an assignment', () => {
    expect(missingActions([], [])).toEqual(requiredActions)
  })

  it('are all when the role of an assignment is not known', () => {
    expect(missingActions(assigned('gone'), [reader])).toEqual(requiredActions)
  })

  it.each([
    ['Owner', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'],
    ['Contributor', 'b24988ac-6180-42a0-ab88-20f7382dd24c'],
    [connectorRole.name, connectorRole.id],
  ])('are none with the built-in role %s, whatever the case of its id', (_, guid) => {
    expect(isPlainlySufficient(assigned(guid.toUpperCase()))).toBe(true)
    expect(missingActions(assigned(guid.toUpperCase()), [])).toEqual([])
  })

  it('are those that a role of reads does not cover', () => {
    expect(missingActions(assigned('acdd72a7-3385-48ef-bd42-f606fba81ae7'), [reader])).toEqual([
      'Microsoft.ContainerInstance/containerGroups/write',
      'Microsoft.ContainerInstance/containerGroups/delete',
      'Microsoft.ContainerInstance/containerGroups/containers/exec/action',
    ])
  })

  it.each([
    ['everything', ['*']],
    ['a wildcard over slashes', [all]],
    ['a wildcard in the middle', ['Microsoft.*/containerGroups/*']],
    ['another letter case', ['MICROSOFT.containerinstance/CONTAINERGROUPS/*']],
    ['each action by name', [...requiredActions]],
  ])('are none with %s', (_, actions) => {
    expect(missingActions(assigned('r'), [role('r', actions)])).toEqual([])
  })

  it.each([
    ['a pattern that is only a beginning', ['Microsoft.ContainerInstance/containerGroups']],
    ['a pattern that only ends alike', ['containerGroups/*']],
    ['a dot that would match any letter', ['MicrosoftXContainerInstance/*']],
  ])('are all with %s', (_, actions) => {
    expect(missingActions(assigned('r'), [role('r', actions)])).toEqual(requiredActions)
  })

  it('count what a role takes out again', () => {
    expect(missingActions(assigned('r'), [role('r', ['*'], ['Microsoft.ContainerInstance/*/delete'])])).toEqual([
      'Microsoft.ContainerInstance/containerGroups/delete',
    ])
  })

  it('do not count what one role takes out and another gives', () => {
    const definitions = [role('r', ['*'], ['microsoft.containerinstance/*']), role('s', [all])]
    expect(missingActions(assigned('r'), definitions)).toEqual(requiredActions)
    expect(missingActions(assigned('r', 's'), definitions)).toEqual([])
  })

  it('add up over roles, and over the parts of one role', () => {
    const parts: RoleDefinition = {
      id: idOf('p'),
      name: 'p',
      permissions: [
        {actions: ['*/read'], notActions: []},
        {actions: [`${all}/action`], notActions: ['*']},
      ],
    }
    expect(missingActions(assigned('p', 'w'), [parts, role('w', ['*/write', '*/delete'])])).toEqual([
      'Microsoft.ContainerInstance/containerGroups/containers/exec/action',
    ])
  })
})
