import type {Config} from '@oclif/core/config'
import {openHost} from '../host.ts'
import type {Azure, ClusterRef} from '../lib/azure/azure.ts'
import {absentAzure} from '../lib/azure/absent-azure.ts'
import {normalizeLocation} from '../lib/azure/resources/location.ts'
import {readInstalled} from '../lib/connector/inventory/installed.ts'
import {notNamed, withReadableCluster} from '../lib/connector/session/reading.ts'
import {readOwn} from '../lib/connector/session/cluster-session.ts'
import {UserError} from '../lib/errors.ts'
import {ofKind} from '../lib/kubernetes/objects.ts'
import {listObjects} from '../lib/kubernetes/read.ts'
import type {Talk} from '../lib/talk.ts'
import type {System} from '../system.ts'
import {defaultKubeconfigs} from './contexts.ts'
import type {Names} from './names.ts'
import {isCluster, type Scope} from './scope.ts'

const silent: Talk = {warning() {}, step() {}, info() {}, debug() {}, during: (_kind, _text, act) => act(() => {})}

/** More than anybody looks through. */
const mostPods = 2000

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
    const [connectors, {objects}] = await Promise.all([
      readInstalled(host, session),
      listObjects(session.kubectl, {kinds: ['pods'], limit: mostPods, metadataOnly: true}),
    ])
    return {
      connectors: connectors.map(({connectorName, nodeName, osType, location}) => ({
        name: connectorName,
        node: nodeName,
        location,
        osType,
      })),
      pods: ofKind(objects, 'Pod').map(({metadata}) => ({name: metadata.name, namespace: metadata.namespace ?? ''})),
    }
  })
}

async function namesOfSubscription(azure: Azure): Promise<Names> {
  const [clusters, groups, {containerGroupLocations}] = await Promise.all([
    azure.clusterRefs(),
    azure.resourceGroups(),
    azure.provider('Microsoft.ContainerInstance'),
  ])
  return {
    clusters: clusters.map(({name, resourceGroup}) => ({name, resourceGroup})),
    groups: groups.map(({name, location}) => ({name, location})),
    locations: containerGroupLocations.map(displayName => ({name: normalizeLocation(displayName), displayName})),
  }
}

/** A kubeconfig of the user's own may name a program that signs in, which could open a browser. Rejects with UserError if it may. */
async function refusePlugins({kubeconfig, context}: Scope, system: System): Promise<void> {
  const paths = kubeconfig === undefined ? defaultKubeconfigs(system) : [kubeconfig]
  const accesses = await Promise.allSettled(paths.map(path => readOwn(path, context)))
  if (!accesses.some(access => access.status === 'fulfilled' && access.value.api !== undefined))
    throw new UserError('Only kubectl can use this kubeconfig.')
}
