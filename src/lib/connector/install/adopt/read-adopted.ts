import {vkctl} from '../../../printed-commands/printed-command.ts'
import {exitCodes, NotFoundError, UserError} from '../../../errors.ts'
import {objectsInManifest} from '../../../kubernetes/manifest.ts'
import {nodeRef} from '../../../kubernetes/node.ts'
import {named, ofKind, type DeploymentObject, type KubeObject, type NodeObject} from '../../../kubernetes/objects.ts'
import {listObjects, readObjects} from '../../../kubernetes/read.ts'
import {unreadError} from '../../../kubernetes/unread.ts'
import {registeredNodes} from '../../inventory/origin/virtual-kubelet.ts'
import {chartName} from '../../model/labels.ts'
import type {ClusterSession} from '../../session/cluster-session.ts'
import {deploymentRef, type Adopted} from './adopted.ts'

/** Who registers the node that the user names. */
export interface Registrants {
  /** The connector of somebody else; undefined if vkctl has taken it over already. */
  readonly adopted: Adopted | undefined
  /** The Deployment of vkctl's chart; undefined before an adoption. */
  readonly own: DeploymentObject | undefined
}

/**
 * Finds who registers a node, by what runs in the cluster: names and labels prove nothing. Rejects with NotFoundError if nobody registers it, and with
 * UserError if several connectors of others do.
 */
export async function readRegistrants(session: ClusterSession, nodeName: string): Promise<Registrants> {
  const {kubectl} = session
  const [workloads, node, pods] = await Promise.all([
    listObjects(kubectl, {
      kinds: ['deployments.apps', 'statefulsets.apps', 'daemonsets.apps'],
      where: object => registeredNodes(object).includes(nodeName),
    }),
    readObjects(kubectl, [nodeRef(nodeName)]),
    listObjects(kubectl, {kinds: ['pods'], fields: `spec.nodeName=${nodeName}`}),
  ])
  const unread = [...workloads.unread, ...node.unread, ...pods.unread]
  if (unread.length > 0) throw unreadError(`find the connector of ${nodeName}`, unread)
  const found: readonly DeploymentObject[] = workloads.objects
  const own = found.find(isOwn)
  const [first, ...more] = found.filter(object => !isOwn(object))
  if (first === undefined && own === undefined) throw noConnector(nodeName, named(node.objects, 'Node', nodeName))
  if (first !== undefined && more.length > 0) throw tooMany(nodeName, [first, ...more])
  if (first === undefined) return {adopted: undefined, own}
  return {
    own,
    adopted: {
      nodeName,
      deployment: first,
      ...(await releaseOf(session, first)),
      node: named(node.objects, 'Node', nodeName),
      pods: ofKind(pods.objects, 'Pod').map(({metadata}) => `${metadata.namespace}/${metadata.name}`),
    },
  }
}

function isOwn({metadata: {labels = {}}}: KubeObject): boolean {
  return labels['app.kubernetes.io/name'] === chartName
}

const noRelease = {release: undefined, ownNamespaces: []}

/** The release of a Deployment. Anybody can write Helm's annotations, so the release itself must contain the Deployment. */
async function releaseOf(session: ClusterSession, deployment: DeploymentObject): Promise<Pick<Adopted, 'release' | 'ownNamespaces'>> {
  const {annotations = {}} = deployment.metadata
  const [release, namespace] = [annotations['meta.helm.sh/release-name'], annotations['meta.helm.sh/release-namespace']]
  if (release === undefined || namespace === undefined) return noRelease
  const [releases, manifest] = await Promise.all([
    session.releases({namespace, isWanted: one => one.release === release}),
    session.helm.manifest({release, namespace}),
  ])
  const wanted = deploymentRef({deployment})
  const objects = await objectsInManifest(manifest)
  const contains = ofKind(objects, 'Deployment').some(
    ({metadata}) => metadata.name === wanted.name && (metadata.namespace ?? namespace) === wanted.namespace,
  )
  if (!contains) return noRelease
  return {
    release: releases.find(found => found.name === release && found.namespace === namespace),
    ownNamespaces: ofKind(objects, 'Namespace').map(({metadata}) => metadata.name),
  }
}

function noConnector(nodeName: string, node: NodeObject | undefined): NotFoundError {
  const found = node === undefined ? 'There is no such node.' : 'The node exists, but no Deployment, StatefulSet or DaemonSet registers it.'
  return new NotFoundError(`No connector registers the node ${nodeName}. ${found}`, {
    hints: ['To see the connectors of the cluster and their nodes:', vkctl`list`],
  })
}

export function tooMany(nodeName: string, deployments: readonly DeploymentObject[]): UserError {
  const names = deployments.map(({kind, metadata}) => `${kind} ${metadata.namespace}/${metadata.name}`).join(', ')
  return new UserError(`Several connectors register the node ${nodeName}: ${names}. vkctl can take over only one.`, {
    hints: ['Remove those that are not needed.'],
    exitCode: exitCodes.checksFailed,
  })
}
