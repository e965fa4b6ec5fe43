import {sameId, scopeOfRoleAssignment} from '../../azure/resources/ids.ts'
import {factOf} from '../../checks/engine/fact.ts'
import type {KubeObject, ObjectRef} from '../../kubernetes/objects.ts'
import {listObjects, readObjects, type Reading} from '../../kubernetes/read.ts'
import {belongsTo} from '../inventory/candidates.ts'
import type {Installed} from '../inventory/installed.ts'
import {instanceSelector} from '../model/labels.ts'
import {oldReceiptName, receiptName, type Receipt} from '../model/record/record.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {containerGroupsOf} from './container-groups.ts'

/** Something that belongs to a connector and is removed with it. */
export type Thing =
  | {readonly kind: 'release'; readonly name: string}
  /** `ofChart`: Helm created it, and removes it with the release. */
  | {readonly kind: 'object'; readonly object: KubeObject; readonly ofChart: boolean}
  | {readonly kind: 'container group'; readonly aciResourceGroup: string; readonly name: string}
  /** `id`: its ARM id. */
  | {readonly kind: 'role assignment'; readonly id: string}

/** Something that could not be read. `kind`: the Kubernetes kind, or the kind of a thing. `reason`: for people. */
export interface Hidden {
  readonly kind: string
  /** ARM id of a role assignment. */
  readonly id?: string
  readonly reason: string
}

/** The things of a connector, and what could not be read. */
export interface Things {
  readonly things: readonly Thing[]
  readonly hidden: readonly Hidden[]
}

const chartKinds = [
  {plural: 'deployments.apps', kind: 'Deployment'},
  {plural: 'pods', kind: 'Pod'},
  {plural: 'secrets', kind: 'Secret'},
  {plural: 'serviceaccounts', kind: 'ServiceAccount'},
  {plural: 'clusterroles.rbac.authorization.k8s.io', kind: 'ClusterRole'},
  {plural: 'clusterrolebindings.rbac.authorization.k8s.io', kind: 'ClusterRoleBinding'},
  {plural: 'roles.rbac.authorization.k8s.io', kind: 'Role'},
  {plural: 'rolebindings.rbac.authorization.k8s.io', kind: 'RoleBinding'},
]

/** A connector and its ACI resource group. */
export interface Whose {
  readonly connector: Pick<Installed, 'release' | 'namespace' | 'nodeName' | 'receipt'>
  readonly aciResourceGroup: string
}

/** Reads everything that belongs to a connector. The difference between before and after a removal is what was removed. */
export async function readThings(host: Host, session: ClusterSession, whose: Whose): Promise<Things> {
  const {release, nodeName, receipt} = whose.connector
  const {kubectl} = session
  const named: readonly ObjectRef[] = [
    {apiVersion: 'v1', kind: 'Node', name: nodeName},
    {apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', name: nodeName, namespace: 'kube-node-lease'},
    ...(receipt === undefined
      ? []
      : [
          {apiVersion: 'v1', kind: 'Secret', name: receiptName(release), namespace: receipt.namespace},
          {apiVersion: 'v1', kind: 'ConfigMap', name: oldReceiptName(release), namespace: receipt.namespace},
        ]),
  ]
  const objects = (reading: Promise<Reading>, kinds: readonly string[], ofChart: boolean): Promise<Things> =>
    objectsOf(host, reading, {kinds, ofChart})
  const read = await Promise.all([
    releaseOf(host, session, whose),
    objects(
      ofRelease(listObjects(kubectl, {kinds: chartKinds.map(({plural}) => plural), labels: instanceSelector([release])}), whose.connector),
      chartKinds.map(({kind}) => kind),
      true,
    ),
    objects(
      readObjects(kubectl, named),
      named.map(({kind}) => kind),
      false,
    ),
    objects(listObjects(kubectl, {kinds: ['pods'], fields: `spec.nodeName=${nodeName}`}), ['Pod'], false),
    groupsOf(host, whose),
    readAssignments(host, receipt),
  ])
  return together(read)
}

/** Anybody can set this label on an object. So Helm's annotations, or else the namespace, decide whether it belongs to the release. */
async function ofRelease(reading: Promise<Reading>, {release, namespace}: Whose['connector']): Promise<Reading> {
  const {objects, unread} = await reading
  const isOurs = (object: KubeObject): boolean =>
    object.metadata.annotations?.['meta.helm.sh/release-name'] === undefined
      ? [namespace, undefined].includes(object.metadata.namespace)
      : belongsTo(object, {release, namespace})
  return {objects: objects.filter(isOurs), unread}
}

async function releaseOf({signal}: Host, {helm}: ClusterSession, {connector}: Whose): Promise<Things> {
  const releases = await factOf(helm.releases({}), signal)
  if (!releases.known) return {things: [], hidden: [{kind: 'release', reason: releases.reason}]}
  const isThere = releases.value.some(({name, namespace}) => name === connector.release && namespace === connector.namespace)
  return {things: isThere ? [{kind: 'release', name: connector.release}] : [], hidden: []}
}

async function objectsOf(
  {signal}: Host,
  reading: Promise<Reading>,
  {kinds, ofChart}: {readonly kinds: readonly string[]; readonly ofChart: boolean},
): Promise<Things> {
  const fact = await factOf(reading, signal)
  if (!fact.known) return {things: [], hidden: kinds.map(kind => ({kind, reason: fact.reason}))}
  return {
    // vkctl creates the Secret, although it has the labels of the chart.
    things: fact.value.objects.map(object => ({kind: 'object', object, ofChart: ofChart && object.kind !== 'Secret'})),
    hidden: fact.value.unread,
  }
}

async function groupsOf(host: Host, {aciResourceGroup, connector}: Whose): Promise<Things> {
  const groups = await factOf(containerGroupsOf(host, aciResourceGroup, connector.nodeName), host.signal)
  if (!groups.known) return {things: [], hidden: [{kind: 'container group', reason: `container groups: ${groups.reason}`}]}
  return {things: groups.value.map(({name}) => ({kind: 'container group', aciResourceGroup, name})), hidden: []}
}

/** Reads the role assignments that vkctl made for a connector. */
export async function readAssignments({azure, signal}: Host, receipt: Receipt | undefined): Promise<Things> {
  if (receipt === undefined) return {things: [], hidden: []}
  const read = await Promise.all(
    assignmentIdsOf(receipt).map(async (id): Promise<Things> => {
      const hide = (reason: string): Things => ({
        things: [],
        hidden: [{kind: 'role assignment', id, reason: `role assignment ${id}: ${reason}`}],
      })
      const scope = scopeOfRoleAssignment(id)
      if (scope === undefined) return hide('this is not the ID of a role assignment')
      const assignments = await factOf(azure.roleAssignments(scope, receipt.identity.objectId), signal)
      if (!assignments.known) return hide(assignments.reason)
      const isThere = assignments.value.some(one => sameId(one.id, id))
      return {things: isThere ? [{kind: 'role assignment', id}] : [], hidden: []}
    }),
  )
  return together(read)
}

/** Each thing once, even if several readings found it. */
function together(read: readonly Things[]): Things {
  const things = new Map(read.flatMap(one => one.things).map(thing => [inWords(thing), thing]))
  return {things: [...things.values()], hidden: read.flatMap(({hidden}) => hidden)}
}

/** The things without the role assignments of these ARM ids. */
export function withoutAssignments({things, hidden}: Things, ids: readonly string[]): Things {
  const isOther = (one: Thing | Hidden): boolean => !('id' in one) || one.id === undefined || !ids.includes(one.id)
  return {things: things.filter(isOther), hidden: hidden.filter(isOther)}
}

/** ARM ids of the role assignments that vkctl made for a connector. */
export function assignmentIdsOf(receipt: Receipt | undefined): readonly string[] {
  return [receipt?.roleAssignmentId, receipt?.networkRoleAssignmentId].filter(id => id !== undefined)
}

/** The name of a thing in `removed` and `left`: `pod default/web-0`, `node virtual-kubelet-linux-eastus`. */
export function inWords(thing: Thing): string {
  if (thing.kind === 'release') return `release ${thing.name}`
  if (thing.kind === 'container group') return `container group ${thing.aciResourceGroup}/${thing.name}`
  if (thing.kind === 'role assignment') return `role assignment ${thing.id}`
  const {kind = '', metadata} = thing.object
  return `${kind.toLowerCase()} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`
}

/** The kind of a thing, as in {@link Hidden}. */
export function kindOf(thing: Thing): string {
  return thing.kind === 'object' ? (thing.object.kind ?? '') : thing.kind
}
