import {factOf} from '../../checks/engine/fact.ts'
import type {ObjectRef} from '../../kubernetes/objects.ts'
import {listObjects, readObjects} from '../../kubernetes/read.ts'
import {reasonsOf} from '../../kubernetes/unread.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import {groupsOf} from './container-groups.ts'
import type {Host} from '../session/host.ts'
import {instanceSelector} from '../model/labels.ts'
import type {RemovalTarget} from './removal-target.ts'

const kinds = [
  'deployments.apps',
  'pods',
  'secrets',
  'serviceaccounts',
  'clusterroles.rbac.authorization.k8s.io',
  'clusterrolebindings.rbac.authorization.k8s.io',
  'roles.rbac.authorization.k8s.io',
  'rolebindings.rbac.authorization.k8s.io',
]

/** Looks again after a removal: everything of the connector that is still there, and everything that could not be looked at. */
export async function findLeftovers(host: Host, session: ClusterSession, target: RemovalTarget): Promise<readonly string[]> {
  const {
    connector: {release, namespace, nodeName},
  } = target
  const named: readonly ObjectRef[] = [
    {apiVersion: 'v1', kind: 'Node', name: nodeName},
    {apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', name: nodeName, namespace: 'kube-node-lease'},
  ]
  const [objects, byName, pods, releases, groups] = await Promise.all([
    factOf(listObjects(session.kubectl, {kinds, labels: instanceSelector([release])}), host.signal),
    factOf(readObjects(session.kubectl, named), host.signal),
    factOf(listObjects(session.kubectl, {kinds: ['pods'], fields: `spec.nodeName=${nodeName}`}), host.signal),
    factOf(session.helm.releases({}), host.signal),
    factOf(groupsOf(host, target), host.signal),
  ])
  const left: string[] = []
  for (const fact of [objects, byName, pods]) {
    if (!fact.known) left.push(`unknown: ${fact.reason}`)
    else
      left.push(
        ...reasonsOf(fact.value.unread).map(reason => `unknown: ${reason}`),
        ...fact.value.objects.map(
          ({kind, metadata}) =>
            `${(kind ?? '').toLowerCase()} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`,
        ),
      )
  }
  if (!releases.known) left.push(`unknown: ${releases.reason}`)
  else if (releases.value.some(found => found.name === release && found.namespace === namespace)) left.push(`release ${release}`)
  if (!groups.known) left.push(`unknown: container groups: ${groups.reason}`)
  else left.push(...groups.value.map(({name}) => `container group ${target.aciResourceGroup}/${name}`))
  return left
}
