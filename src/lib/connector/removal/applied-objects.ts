import {valueOf} from '../../checks/engine/fact.ts'
import {tillerLabels, tillerNamespace, unpackTillerRelease} from '../../helm/tiller-release.ts'
import {ofKind, refOf, type ConfigMapObject, type DeploymentObject, type KubeObject} from '../../kubernetes/objects.ts'
import {listObjects, readObjects, together, type Reading} from '../../kubernetes/read.ts'
import {belongsTo} from '../inventory/candidate.ts'
import type {Installed} from '../inventory/installed.ts'
import {referencesOf} from '../model/deployment-arguments.ts'
import type {ClusterSession} from '../session/cluster-session.ts'

/** The workload of a connector that a chart rendered and that has no release; undefined of any other connector. */
export function appliedWorkload({origin, workload, facts}: Pick<Installed, 'origin' | 'workload' | 'facts'>): DeploymentObject | undefined {
  const isOfChart = origin === 'upstream' || origin === 'az'
  return isOfChart && workload !== undefined && facts.helm.known && facts.helm.value === undefined
    ? valueOf(facts.deployments)?.[0]
    : undefined
}

type Applied = Pick<Installed, 'release' | 'namespace'>

interface BindingObject extends KubeObject {
  readonly subjects?: readonly {readonly kind: string; readonly name: string; readonly namespace?: string}[]
  readonly roleRef?: {readonly kind: string; readonly name: string}
}

/**
 * The objects of a connector that a chart rendered and that Helm does not know: kubectl applied them, or Helm 2 did, which later versions do not see. Helm
 * 2 and some charts set no labels, so the workload proves what else is the connector's: the objects that it refers to and that the charts name after it.
 */
export async function readApplied(
  {kubectl}: Pick<ClusterSession, 'kubectl'>,
  connector: Applied,
  workload: DeploymentObject,
): Promise<Reading> {
  const {name, namespace = 'default'} = workload.metadata
  const isNamedAfter = (other: string): boolean => other === name || other.startsWith(`${name}-`)
  const account = workload.spec?.template?.spec?.serviceAccountName ?? 'default'
  const [own, bindings, revisions] = await Promise.all([
    readObjects(kubectl, [refOf(workload), ...referencesOf(workload).filter(ref => isNamedAfter(ref.name))]),
    isNamedAfter(account)
      ? listObjects(kubectl, {
          kinds: ['clusterrolebindings.rbac.authorization.k8s.io'],
          where: binding => bindsOnly(binding, {name: account, namespace}),
        })
      : nothing,
    readRevisions(kubectl, connector),
  ])
  const roles = (bindings.objects as readonly BindingObject[]).flatMap(({roleRef}) =>
    roleRef !== undefined && isNamedAfter(roleRef.name) ? [{...clusterRole, name: roleRef.name}] : [],
  )
  const {objects, unread} = together([own, bindings, revisions, await readObjects(kubectl, roles)])
  // Helm says of the others whose they are.
  return {objects: objects.filter(object => isUnmarked(object) || belongsTo(object, connector)), unread}
}

const nothing: Reading = {objects: [], unread: []}
const clusterRole = {apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole'}

function isUnmarked({metadata: {annotations = {}}}: KubeObject): boolean {
  return annotations['meta.helm.sh/release-name'] === undefined
}

/** Whether a binding gives something to this service account and to nobody else. */
function bindsOnly({subjects = []}: BindingObject, {name, namespace}: {readonly name: string; readonly namespace: string}): boolean {
  return subjects.length > 0 && subjects.every(one => one.kind === 'ServiceAccount' && one.name === name && one.namespace === namespace)
}

/** What Tiller wrote down about the release: the content counts, because two releases in two namespaces cannot have one name. */
async function readRevisions(kubectl: ClusterSession['kubectl'], {release, namespace}: Applied): Promise<Reading> {
  const {objects, unread} = await listObjects(kubectl, {kinds: ['configmaps'], namespace: tillerNamespace, labels: tillerLabels(release)})
  const isOurs = ({data}: ConfigMapObject): boolean => {
    const found = unpackTillerRelease(data?.['release'] ?? '')
    return found?.name === release && found.namespace === namespace
  }
  return {objects: ofKind(objects, 'ConfigMap').filter(isOurs), unread}
}
