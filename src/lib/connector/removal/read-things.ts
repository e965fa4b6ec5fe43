import type {ContainerGroup} from '../../azure/azure.ts'
import {factOf, type Fact} from '../../checks/engine/fact.ts'
import {nodeLeaseRef, nodeRef} from '../../kubernetes/node.ts'
import type {KubeObject, ObjectRef} from '../../kubernetes/objects.ts'
import {listObjects, readObjects, type Reading} from '../../kubernetes/read.ts'
import {belongsTo} from '../inventory/candidate.ts'
import type {Installed} from '../inventory/installed.ts'
import {instanceSelector, managedBy, managedByLabel} from '../model/labels.ts'
import {isRecordObject, oldRecordName, recordName} from '../model/record/record.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {appliedWorkload, readApplied} from './applied-objects.ts'
import {groupsOf, type NodeGroups} from './container-groups.ts'
import {sameId} from '../../azure/resources/ids.ts'
import {isOfThisCluster, roleAssignmentsAt, type OwnAssignment} from '../inventory/role-assignments.ts'
import {together, type Things} from './things.ts'

const chartKinds = [
  {plural: 'deployments.apps', kind: 'Deployment'},
  {plural: 'pods', kind: 'Pod'},
  {plural: 'secrets', kind: 'Secret'},
  {plural: 'configmaps', kind: 'ConfigMap'},
  {plural: 'serviceaccounts', kind: 'ServiceAccount'},
  {plural: 'clusterroles.rbac.authorization.k8s.io', kind: 'ClusterRole'},
  {plural: 'clusterrolebindings.rbac.authorization.k8s.io', kind: 'ClusterRoleBinding'},
  {plural: 'roles.rbac.authorization.k8s.io', kind: 'Role'},
  {plural: 'rolebindings.rbac.authorization.k8s.io', kind: 'RoleBinding'},
  {plural: 'networkpolicies.networking.k8s.io', kind: 'NetworkPolicy'},
  {plural: 'poddisruptionbudgets.policy', kind: 'PodDisruptionBudget'},
]

/** The connector whose things are read, and where its container groups are. */
export interface Whose extends NodeGroups {
  readonly connector: NodeGroups['connector'] & Pick<Installed, 'release' | 'namespace' | 'origin' | 'workload' | 'facts'>
  /** The role assignments that vkctl creates for it. */
  readonly assignments: readonly OwnAssignment[]
  /** Whether no other connector registers its node. */
  readonly ownsNode: boolean
}

/**
 * Reads everything that exists of a connector. vkctl calls it before and after a removal; the difference is what was removed. `groups`: the
 * container groups of the subscription.
 */
export async function readThings(
  host: Host,
  session: ClusterSession,
  whose: Whose,
  groups: Fact<readonly ContainerGroup[]>,
): Promise<Things> {
  const {release, namespace, nodeName} = whose.connector
  const {kubectl} = session
  const applied = appliedWorkload(whose.connector)
  const named: readonly ObjectRef[] = [
    ...(whose.ownsNode ? [nodeRef(nodeName), nodeLeaseRef(nodeName)] : []),
    ...(namespace === ''
      ? []
      : [
          {apiVersion: 'v1', kind: 'Secret', name: recordName(release), namespace},
          {apiVersion: 'v1', kind: 'ConfigMap', name: oldRecordName(release), namespace},
        ]),
  ]
  const isOurs = (object: KubeObject): boolean => !['Secret', 'ConfigMap'].includes(object.kind ?? '') || isRecordObject(object)
  const objects = (reading: Promise<Reading>, kinds: readonly string[], isOfChart = (_: KubeObject): boolean => false): Promise<Things> =>
    objectsOf(host, reading, kinds, isOfChart)
  const read = await Promise.all([
    releaseOf(host, session, whose),
    applied === undefined
      ? objects(
          ofRelease(
            listObjects(kubectl, {kinds: chartKinds.map(({plural}) => plural), labels: instanceSelector([release])}),
            whose.connector,
          ),
          chartKinds.map(({kind}) => kind),
          object => object.metadata.labels?.[managedByLabel] !== managedBy,
        )
      : objects(
          readApplied(session, whose.connector, applied),
          chartKinds.map(({kind}) => kind),
          () => true,
        ),
    objects(
      only(readObjects(kubectl, named), isOurs),
      named.map(({kind}) => kind),
    ),
    ...(whose.ownsNode
      ? [
          objects(listObjects(kubectl, {kinds: ['pods'], fields: `spec.nodeName=${nodeName}`}), ['Pod']),
          groupsOf(host, session, whose, groups),
        ]
      : []),
    readAssignments(host, session, whose.assignments),
  ])
  return together(read)
}

/** Anybody can set this label, so Helm's annotations, or else the namespace, decide whether an object belongs to this release. */
function ofRelease(reading: Promise<Reading>, {release, namespace}: Whose['connector']): Promise<Reading> {
  const isOurs = (object: KubeObject): boolean =>
    object.metadata.annotations?.['meta.helm.sh/release-name'] === undefined
      ? [namespace, undefined].includes(object.metadata.namespace)
      : belongsTo(object, {release, namespace})
  return only(reading, isOurs)
}

async function only(reading: Promise<Reading>, isOurs: (object: KubeObject) => boolean): Promise<Reading> {
  const {objects, unread} = await reading
  return {objects: objects.filter(isOurs), unread}
}

async function releaseOf({signal}: Host, session: ClusterSession, {connector: {release, namespace}}: Whose): Promise<Things> {
  const releases = await factOf(session.releases({namespace, names: namespace === '' ? [] : [release]}), signal)
  if (!releases.known) return {things: [], hidden: [{kind: 'release', reason: releases.reason}]}
  return {things: releases.value.map(({name}) => ({kind: 'release', name})), hidden: []}
}

async function objectsOf(
  {signal}: Host,
  reading: Promise<Reading>,
  kinds: readonly string[],
  isOfChart: (object: KubeObject) => boolean,
): Promise<Things> {
  const fact = await factOf(reading, signal)
  if (!fact.known) return {things: [], hidden: kinds.map(kind => ({kind, reason: fact.reason}))}
  return {
    things: fact.value.objects.map(object => ({kind: 'object', object, ofChart: isOfChart(object)})),
    // An API server that does not know a kind has no objects of it.
    hidden: fact.value.unread.filter(({status}) => status !== 'NotFound'),
  }
}

/** Reads which of these role assignments exist. If the user may not read them, that is reported only if one is expected. */
export async function readAssignments({azure, signal}: Host, session: ClusterSession, all: readonly OwnAssignment[]): Promise<Things> {
  const read = await Promise.all(
    all.map(async (one): Promise<Things> => {
      const {id, isExpected} = one
      const found = await factOf(roleAssignmentsAt({azure}, one), signal)
      if (!found.known) {
        return {things: [], hidden: isExpected ? [{kind: 'role assignment', id, reason: `role assignment ${id}: ${found.reason}`}] : []}
      }
      const isThere = found.value.some(other => sameId(other.id, id) && isOfThisCluster(other, session))
      return {things: isThere ? [{kind: 'role assignment', id}] : [], hidden: []}
    }),
  )
  return together(read)
}
