import type {UserAssignedIdentityEntry} from '../azure/managed-identity/identity-entry.ts'
import type {World} from '../azure/world.ts'
import {oneOf} from './kinds.ts'
import {entries, NoSuchEntry, type Entries} from './section.ts'

function stateOf(world: World, {clientId, deleted}: UserAssignedIdentityEntry): string {
  if (deleted === true) return 'deleted'
  return world.nodeIdentities.includes(clientId) ? 'attached' : 'detached'
}

const isNamed = (name: string) => (one: UserAssignedIdentityEntry) => one.name.toLowerCase() === name.toLowerCase()

/** A new identity, in the resource group of the cluster. */
function create(world: World, name: string): UserAssignedIdentityEntry {
  if (!/^[a-zA-Z0-9][-\w]{2,127}$/.test(name))
    throw new NoSuchEntry('The name of an identity has 3 to 128 letters, digits, dashes and underscores.')
  const [{resourceGroup, location} = {resourceGroup: '', location: ''}] = world.clusters
  const entry = {name, resourceGroup, location, clientId: crypto.randomUUID(), objectId: crypto.randomUUID()}
  world.userAssignedIdentities.push(entry)
  world.principals.push({name, clientId: entry.clientId, objectId: entry.objectId, kind: 'managedIdentity'})
  return entry
}

/** User-assigned identities, and whether the scale set of the nodes has them. */
export const identities: Entries = entries(
  'User-assigned identities: attached to the nodes, detached from them, or deleted. One that is not there is created in the resource group of the cluster.',
  oneOf('attached', 'detached', 'deleted'),
  {
    read: world => Object.fromEntries(world.userAssignedIdentities.map(one => [one.name, stateOf(world, one)])),
    write: (world, name, state) => {
      const found = world.userAssignedIdentities.find(isNamed(name))
      if (found === undefined && state === 'deleted') throw new NoSuchEntry('There is no such identity.')
      const entry = found ?? create(world, name)
      world.userAssignedIdentities.splice(world.userAssignedIdentities.indexOf(entry), 1, {...entry, deleted: state === 'deleted'})
      const index = world.nodeIdentities.indexOf(entry.clientId)
      if (state === 'attached' && index === -1) world.nodeIdentities.push(entry.clientId)
      // The scale set still names an identity that is deleted.
      if (state === 'detached' && index !== -1) world.nodeIdentities.splice(index, 1)
    },
  },
)
