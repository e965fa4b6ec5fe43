import type {Config} from '@oclif/core/config'
import {openHost} from '../host.ts'
import type {Azure, ClusterRef} from '../lib/azure/azure.ts'
import {absentAzure} from '../lib/azure/absent-azure.ts'
import {normalizeLocation} from '../lib/azure/resources/location.ts'
import {readInstalled} from '../lib/connector/inventory/installed.ts'
import {notNamed, withReadableCluster} from '../lib/connector/session/reading.ts'
import {readOwn} from '../lib/connector/session/cluster-session.ts'
import {UserError} from '../lib/errors.ts'
import {listObjects} from '../lib/kubernetes/read.ts'
import type {Talk} from '../lib/talk.ts'
import type {System} from '../system.ts'
import {defaultKubeconfigs} from './contexts.ts'
import type {Names} from './names.ts'
import {isCluster, type Scope} from './scope.ts'

const silent: Talk = {warning() {}, step() {}, info() {}, debug() {}, during: (_kind, _text, act) => act(() => {})}

/** More than anybody looks through. */
const mostObjects = 2000

/** Reads the names of a scope from Azure or from the cluster. Asks nobody anything and prints nothing. Rejects if they cannot be read. */
export async function readNames(scope: Scope, system: System, config: Pick<Config, 'root' | 'version'>): Promise<Names> {
  const azure = (): Promise<Azure> => system.azure({subscription: scope.subscription, version: config.version}, silent)
  if (!isCluster(scope)) return namesOfSubscription(await azure())
  const {kubeconfig, context, admin = false, resourceGroup, name} = scope
  const isOwn = kubeconfig !== undefined || context !== undefined
  if (isOwn) await refusePlugins(scope, system)
  const ref: ClusterRef | undefined = resourceGroup !== undefined && name !== undefined && !isOwn ? {resourceGroup, name} : undefined
  const host = await openHost(system, config, isOwn ? Promise.resolve(absentAzure(notNamed())) : azure(), silent)
  const kube = {admin, otherCluster: false, ...(kubeconfig !== undefined && {kubeconfig}), ...(context !== undefined && {context})}
  return withReadableCluster(host, ref, kube, async (_, session) => {
    const named = async (...kinds: readonly string[]): Promise<Names[string]> => {
      const {objects} = await listObjects(session.kubectl, {kinds, limit: mostObjects, metadataOnly: true})
      return objects.map(({kind = '', metadata: {name: object, namespace = ''}}) => ({kind: kind.toLowerCase(), name: object, namespace}))
    }
    return readable({
      connectors: readInstalled(host, session).then(found =>
        found.map(({connectorName, nodeName, osType, location}) => ({name: connectorName, node: nodeName, location, osType})),
      ),
      pods: named('pods'),
      workloads: named('deployments.apps', 'statefulsets.apps', 'daemonsets.apps', 'jobs.batch'),
    })
  })
}

async function namesOfSubscription(azure: Azure): Promise<Names> {
  return readable({
    clusters: azure.clusterRefs().then(all => all.map(({name, resourceGroup}) => ({name, resourceGroup}))),
    groups: azure.resourceGroups().then(all => all.map(({name, location}) => ({name, location}))),
    locations: azure
      .provider('Microsoft.ContainerInstance')
      .then(({containerGroupLocations}) =>
        containerGroupLocations.map(displayName => ({name: normalizeLocation(displayName), displayName})),
      ),
  })
}

/** The lists that can be read: some users may read only some of them. Rejects if it is none. */
async function readable(lists: Readonly<Record<string, Promise<Names[string]>>>): Promise<Names> {
  const read = await Promise.allSettled(Object.entries(lists).map(async ([list, entries]) => [list, await entries] as const))
  const found = read.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
  if (found.length === 0) throw new UserError('No names could be read.')
  return Object.fromEntries(found)
}

/** A kubeconfig of the user's own may name a program that signs in, which could open a browser. Rejects with UserError if it may. */
async function refusePlugins({kubeconfig, context}: Scope, system: System): Promise<void> {
  const paths = kubeconfig === undefined ? defaultKubeconfigs(system) : [kubeconfig]
  const accesses = await Promise.allSettled(paths.map(path => readOwn(path, context)))
  if (!accesses.some(access => access.status === 'fulfilled' && access.value.api !== undefined))
    throw new UserError('Only kubectl can use this kubeconfig.')
}
