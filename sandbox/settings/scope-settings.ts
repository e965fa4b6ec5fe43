import type {DenyAssignmentEntry} from '../azure/authorization/deny-assignment-entry.ts'
import {everybody} from '../azure/authorization/deny-assignment-entry.ts'
import {findResourceGroup, type World} from '../azure/world.ts'
import {listOf, oneOf, text} from './kinds.ts'
import {entries, NoSuchEntry, type Entries} from './section.ts'

function scopeOf(world: World, name: string): string {
  const group = findResourceGroup(world, name)
  if (group !== undefined) return `/subscriptions/${world.subscriptionId}/resourceGroups/${group.name}`
  const names = world.resourceGroups.map(one => one.name).join(', ')
  throw new NoSuchEntry(`There is no such resource group. The resource groups are ${names}.`)
}

const groupOf = (scope: string): string => scope.split('/').at(-1) ?? ''

function without<T>(list: T[], isOld: (item: T) => boolean): void {
  list.splice(0, Infinity, ...list.filter(one => !isOld(one)))
}

/** Locks on resource groups. */
export const locks: Entries = entries('Locks, by resource group. null removes one.', oneOf('CanNotDelete', 'ReadOnly'), {
  read: world => Object.fromEntries(world.locks.map(({scope, level}) => [groupOf(scope), level])),
  write: (world, name, level) => {
    const scope = scopeOf(world, name)
    without(world.locks, one => one.scope === scope)
    world.locks.push({name: 'sandbox', scope, level})
  },
  remove: (world, name) => {
    const scope = scopeOf(world, name)
    without(world.locks, one => one.scope === scope)
  },
})

const title = 'Deny assignment of the sandbox'
const isOurs = (scope: string) => (one: DenyAssignmentEntry) => one.title === title && one.scope === scope

/** What a deny assignment forbids to everybody in a resource group. */
export const denyAssignments: Entries = entries(
  'Actions that a deny assignment forbids to all principals, by resource group. null removes them.',
  listOf(text('an action such as Microsoft.ContainerInstance/containerGroups/write', '[A-Za-z]+\\.[A-Za-z]+/[A-Za-z/*]+')),
  {
    read: world =>
      Object.fromEntries(world.denyAssignments.filter(one => one.title === title).map(({scope, actions}) => [groupOf(scope), actions])),
    write: (world, name, actions) => {
      const scope = scopeOf(world, name)
      without(world.denyAssignments, isOurs(scope))
      world.denyAssignments.push({
        name: crypto.randomUUID(),
        title,
        scope,
        principalIds: [everybody],
        excludedPrincipalIds: [],
        actions,
        notActions: [],
        doNotApplyToChildScopes: false,
      })
    },
    remove: (world, name) => without(world.denyAssignments, isOurs(scopeOf(world, name))),
  },
)
