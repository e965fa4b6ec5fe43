import {describe, expect, it} from '@jest/globals'
import type {DenyAssignment, RoleAssignment, RoleDefinition} from '../../../../src/lib/azure/resources/access.ts'
import {connectorRole, evaluate, isPlainlySufficient, requiredActions} from '../../../../src/lib/checks/facts/permissions.ts'

const scope = '/subscriptions/s/resourceGroups/MC_g'
const idOf = (guid: string) => `/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/${guid}`

function assigned(...guids: string[]): RoleAssignment[] {
  return guids.map(guid => ({id: `${scope}/a-${guid}`, roleDefinitionId: idOf(guid), principalId: 'p', scope, condition: undefined}))
}

function missing(assignments: readonly RoleAssignment[], definitions: readonly RoleDefinition[]): readonly string[] {
  return evaluate({principalId: 'p', scope, assignments, definitions, denials: []}).missing
}

function role(guid: string, actions: string[], notActions: string[] = []): RoleDefinition {
  return {id: idOf(guid), name: guid, permissions: [{actions, notActions}]}
}

const reader = role('acdd72a7-3385-48ef-bd42-f606fba81ae7', ['*/read'])
const all = 'Microsoft.ContainerInstance/containerGroups/*'

describe('the actions that are missing', () => {
  it('are all without an assignment', () => {
    expect(missing([], [])).toEqual(requiredActions)
  })

  it('are all when the role of an assignment is not known', () => {
    expect(missing(assigned('gone'), [reader])).toEqual(requiredActions)
  })

  it.each([
    ['Owner', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'],
    ['Contributor', 'b24988ac-6180-42a0-ab88-20f7382dd24c'],
    [connectorRole.name, connectorRole.id],
  ])('are none with the built-in role %s, whatever the case of its id', (_, guid) => {
    expect(isPlainlySufficient(assigned(guid.toUpperCase()))).toBe(true)
    expect(missing(assigned(guid.toUpperCase()), [])).toEqual([])
  })

  it('are those that a role of reads does not cover', () => {
    expect(missing(assigned('acdd72a7-3385-48ef-bd42-f606fba81ae7'), [reader])).toEqual([
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
    expect(missing(assigned('r'), [role('r', actions)])).toEqual([])
  })

  it.each([
    ['a pattern that is only a beginning', ['Microsoft.ContainerInstance/containerGroups']],
    ['a pattern that only ends alike', ['containerGroups/*']],
    ['a dot that would match any letter', ['MicrosoftXContainerInstance/*']],
  ])('are all with %s', (_, actions) => {
    expect(missing(assigned('r'), [role('r', actions)])).toEqual(requiredActions)
  })

  it('count what a role takes out again', () => {
    expect(missing(assigned('r'), [role('r', ['*'], ['Microsoft.ContainerInstance/*/delete'])])).toEqual([
      'Microsoft.ContainerInstance/containerGroups/delete',
    ])
  })

  it('do not count what one role takes out and another gives', () => {
    const definitions = [role('r', ['*'], ['microsoft.containerinstance/*']), role('s', [all])]
    expect(missing(assigned('r'), definitions)).toEqual(requiredActions)
    expect(missing(assigned('r', 's'), definitions)).toEqual([])
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
    expect(missing(assigned('p', 'w'), [parts, role('w', ['*/write', '*/delete'])])).toEqual([
      'Microsoft.ContainerInstance/containerGroups/containers/exec/action',
    ])
  })
})

describe('a deny assignment', () => {
  const denial = (changes: Partial<DenyAssignment> = {}): DenyAssignment => ({
    id: '/d',
    name: 'Locked by a managed application',
    scope,
    principalIds: ['00000000-0000-0000-0000-000000000000'],
    excludedPrincipalIds: [],
    inherited: true,
    permissions: [{actions: ['*'], notActions: ['*/read']}],
    ...changes,
  })
  const deniedBy = (changes: Partial<DenyAssignment>) =>
    evaluate({principalId: 'p', scope, assignments: assigned(connectorRole.id), definitions: [], denials: [denial(changes)]}).denied

  it('takes what a role grants, and is named', () => {
    expect(deniedBy({})).toEqual(
      [
        'Microsoft.ContainerInstance/containerGroups/write',
        'Microsoft.ContainerInstance/containerGroups/delete',
        'Microsoft.ContainerInstance/containerGroups/containers/exec/action',
      ].map(action => ({action, by: 'Locked by a managed application'})),
    )
  })

  it('holds for a principal that it names', () => {
    expect(deniedBy({principalIds: ['p']})).toHaveLength(3)
  })

  it.each<readonly [string, Partial<DenyAssignment>]>([
    ['is for others', {principalIds: ['q']}],
    ['leaves this principal out', {excludedPrincipalIds: ['p']}],
    ['is made above and does not go down', {scope: '/subscriptions/s', inherited: false}],
    ['is about something else', {permissions: [{actions: ['Microsoft.Network/*'], notActions: []}]}],
  ])('takes nothing when it %s', (_, changes) => {
    expect(deniedBy(changes)).toEqual([])
  })
})

describe('a condition', () => {
  const conditional = assigned(connectorRole.id).map(assignment => ({...assignment, condition: "@Resource[name] StringEquals 'x'"}))

  it('makes what is granted conditional, not missing', () => {
    expect(isPlainlySufficient(conditional)).toBe(false)
    const found = evaluate({principalId: 'p', scope, assignments: conditional, definitions: [], denials: []})
    expect(found).toMatchObject({missing: [], conditional: requiredActions})
  })

  it('matters not where another role grants the same without one', () => {
    const found = evaluate({
      principalId: 'p',
      scope,
      assignments: [...conditional, ...assigned('r')],
      definitions: [role('r', [all])],
      denials: [],
    })
    expect(found.conditional).toEqual([])
  })
})
