import type {ClusterClient} from '../../client/cluster-client.ts'

export interface DiscoveredResource {
  readonly kind: string
  /** Such as `apps/v1` or `v1`. */
  readonly groupVersion: string
  readonly namespaced: boolean
  /** Of all objects, such as `/apis/apps/v1/deployments`. */
  readonly path: string
}

interface ResourceList {
  readonly resources: readonly {name: string; kind: string; namespaced: boolean; verbs: string[]}[]
}

const needed = ['list', 'watch', 'delete']

/** Everything that can be listed, watched and deleted, in the preferred version of each group. Events are left out: they own nothing. */
export async function discoverResources(client: ClusterClient): Promise<DiscoveredResource[]> {
  const {groups} = await client.get<{groups: {preferredVersion: {groupVersion: string}}[]}>('/apis')
  const versions = ['v1', ...groups.map(({preferredVersion}) => preferredVersion.groupVersion)]
  const lists = await Promise.all(
    versions.map(async groupVersion => {
      const base = groupVersion === 'v1' ? '/api/v1' : `/apis/${groupVersion}`
      const {resources} = await client.get<ResourceList>(base)
      return resources
        .filter(({name, verbs}) => !name.includes('/') && name !== 'events' && needed.every(verb => verbs.includes(verb)))
        .map(({name, kind, namespaced}) => ({kind, namespaced, groupVersion, path: `${base}/${name}`}))
    }),
  )
  return lists.flat()
}
