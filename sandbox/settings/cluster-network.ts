/** What the network profile of a cluster says of its network, by the names in settings; a new cluster has Azure CNI. */
const profiles = {
  azure: {},
  overlay: {networkPluginMode: 'overlay', networkDataplane: 'azure', podCidr: '10.244.0.0/16'},
  cilium: {networkPluginMode: 'overlay', networkDataplane: 'cilium', networkPolicy: 'cilium', podCidr: '10.244.0.0/16'},
  kubenet: {networkPlugin: 'kubenet', podCidr: '10.244.0.0/16'},
  none: {networkPlugin: 'none'},
} as const

type Profile = Readonly<Record<string, string>>

export const clusterNetworks = Object.keys(profiles) as (keyof typeof profiles)[]

/** The profile of a network; `podLinkLocalAccess` stays as it was. */
export function networkProfile(name: keyof typeof profiles, {podLinkLocalAccess}: Profile = {}): Profile {
  return {...profiles[name], ...(podLinkLocalAccess !== undefined && {podLinkLocalAccess})}
}

/** The name of the network that a profile is of. */
export function networkName({networkPlugin = 'azure', networkPluginMode, networkDataplane}: Profile = {}): string {
  if (networkPlugin !== 'azure') return networkPlugin
  if (networkPluginMode !== 'overlay') return 'azure'
  return networkDataplane === 'cilium' ? 'cilium' : 'overlay'
}

/** A profile with another `podLinkLocalAccess`. IMDS, the default, is not shown. */
export function withLinkLocalAccess({podLinkLocalAccess: _, ...profile}: Profile = {}, access: 'IMDS' | 'None' = 'IMDS'): Profile {
  return access === 'None' ? {...profile, podLinkLocalAccess: access} : profile
}
