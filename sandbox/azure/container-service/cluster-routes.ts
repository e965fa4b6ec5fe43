import {containerServiceVersions} from '../arm/api-versions.ts'
import {resourceNotFound} from '../arm/arm-error.ts'
import {listRoutes} from '../arm/list-routes.ts'
import type {ArmRequest, ArmRoute} from '../arm/route.ts'
import {clusterCredentials, type ClusterAccess} from './cluster-credentials.ts'
import type {ClusterEntry} from './cluster-entry.ts'
import {managedCluster} from './managed-cluster.ts'

const type = 'Microsoft.ContainerService/managedClusters'
const inGroup = `/subscriptions/{subscription}/resourceGroups/{group}/providers/${type}`

function asked({world, params}: ArmRequest): ClusterEntry {
  const [group = '', name = ''] = [params['group'], params['name']]
  const found = world.clusters.find(
    cluster => cluster.resourceGroup.toLowerCase() === group.toLowerCase() && cluster.name.toLowerCase() === name.toLowerCase(),
  )
  if (found === undefined) throw resourceNotFound(type, name, group)
  return found
}

/** `access` returns how to reach a cluster's API server; it is called when somebody lists credentials. */
export function clusterRoutes(access: (cluster: ClusterEntry) => Promise<ClusterAccess>): readonly ArmRoute[] {
  const credentials = (operation: string, kind: 'clusterUser' | 'clusterAdmin'): ArmRoute => ({
    method: 'POST',
    path: `${inGroup}/{name}/${operation}`,
    action: `${type}/${operation}/action`,
    scope: `${inGroup}/{name}`,
    apiVersions: containerServiceVersions,
    handle: async request => {
      const cluster = asked(request)
      return {status: 200, body: clusterCredentials(request.world, cluster, await access(cluster), kind)}
    },
  })
  return [
    ...listRoutes(type, {apiVersions: containerServiceVersions, entries: ({clusters}) => clusters, show: managedCluster}),
    {
      method: 'GET',
      path: `${inGroup}/{name}`,
      action: `${type}/read`,
      apiVersions: containerServiceVersions,
      handle: request => ({status: 200, body: managedCluster(request.world, asked(request))}),
    },
    credentials('listClusterUserCredential', 'clusterUser'),
    credentials('listClusterAdminCredential', 'clusterAdmin'),
  ]
}
