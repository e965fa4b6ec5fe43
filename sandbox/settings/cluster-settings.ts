import type {ClusterEntry} from '../azure/container-service/cluster-entry.ts'
import {addCluster, adminGroup, removeCluster} from '../azure/container-service/new-cluster.ts'
import type {World} from '../azure/world.ts'
import {clusterNetworks, networkName, networkProfile, withLinkLocalAccess} from './cluster-network.ts'
import {oneOf, text, trueOrFalse} from './kinds.ts'
import {entries, NoSuchEntry, setting, type Entries, type Fields} from './section.ts'

function first(world: World): ClusterEntry {
  const [cluster] = world.clusters
  if (cluster === undefined) throw new Error('There is no cluster.')
  return cluster
}

function change(world: World, values: Partial<ClusterEntry>): void {
  world.clusters[0] = {...first(world), ...values}
}

/** Of the cluster that the sandbox starts with. */
export const cluster: Fields = {
  fields: {
    network: setting(
      'Its network: Azure CNI (azure), Azure CNI Overlay (overlay), Overlay with Cilium (cilium), kubenet or none.',
      oneOf(...clusterNetworks),
      {
        read: world => networkName(first(world).network),
        write: (world, name) => change(world, {network: networkProfile(name, first(world).network)}),
      },
    ),
    podLinkLocalAccess: setting(
      'None: pods do not reach the metadata service, from which managed identities get tokens.',
      oneOf('IMDS', 'None'),
      {
        read: world => first(world).network?.['podLinkLocalAccess'] ?? 'IMDS',
        write: (world, access) => change(world, {network: withLinkLocalAccess(first(world).network, access)}),
      },
    ),
    entraId: setting('People sign in with Entra ID.', trueOrFalse, {
      read: world => first(world).entraAdminGroups !== undefined,
      write: (world, value) => change(world, {entraAdminGroups: value ? (first(world).entraAdminGroups ?? [adminGroup]) : undefined}),
    }),
    disableLocalAccounts: setting('Azure hands out no client certificates. It also turns on entraId.', trueOrFalse, {
      read: world => first(world).localAccountsDisabled,
      write: (world, value) =>
        change(world, {localAccountsDisabled: value, ...(value && {entraAdminGroups: first(world).entraAdminGroups ?? [adminGroup]})}),
    }),
    virtualNodeAddon: setting('Azure shows the add-on for virtual nodes as enabled. Its pods are not there.', trueOrFalse, {
      read: world => first(world).virtualNodeAddon,
      write: (world, virtualNodeAddon) => change(world, {virtualNodeAddon}),
    }),
  },
}

/** Clusters besides, each with an API server of its own, which starts when somebody gets its credentials. */
export const clusters: Entries = entries(
  'Further clusters: the name, and the resource group, which is created if it is not there. null removes one.',
  text('the name of a resource group', '[-\\w().]{0,89}[-\\w()]'),
  {
    read: world => Object.fromEntries(world.clusters.slice(1).map(({name, resourceGroup}) => [name, resourceGroup])),
    write: (world, name, resourceGroup) => {
      if (!/^[a-zA-Z0-9]([-\w]{0,61}[a-zA-Z0-9])?$/.test(name))
        throw new NoSuchEntry('The name of a cluster has up to 63 letters, digits, dashes and underscores.')
      const before = world.clusters.find(one => one.name.toLowerCase() === name.toLowerCase())
      if (before === undefined) addCluster(world, name, resourceGroup)
      else if (before.resourceGroup !== resourceGroup)
        throw new NoSuchEntry(`There is a cluster with this name in the resource group ${before.resourceGroup}.`)
    },
    remove: (world, name) => {
      if (name === first(world).name) throw new NoSuchEntry('This cluster cannot be removed.')
      removeCluster(world, name)
    },
  },
)
