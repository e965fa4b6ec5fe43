import {NotFoundError, UsageError} from '../../errors.ts'
import type {Kubectl} from '../../kubernetes/kubectl.ts'
import {ofKind, type DeploymentObject, type KubeObject, type PodObject} from '../../kubernetes/objects.ts'
import {listObjects, readObjects} from '../../kubernetes/read.ts'
import {unreadError} from '../../kubernetes/unread.ts'
import {vkctl} from '../../printed-commands/printed-command.ts'
import type {Line} from '../../printed-commands/printed-lines.ts'
import {isWell} from './is-well.ts'

/** A pod, or a workload whose newest failing pod is meant. */
export interface PodTarget {
  /** `Pod`, or the kind of the workload. */
  readonly kind: keyof typeof kinds
  readonly name: string
  readonly namespace: string
}

/** The kinds and their names in kubectl. A Deployment has its pods through ReplicaSets. */
const kinds = {
  Pod: {apiVersion: 'v1', names: ['pod', 'pods', 'po']},
  Deployment: {apiVersion: 'apps/v1', names: ['deployment', 'deployments', 'deploy', 'deployment.apps', 'deployments.apps']},
  StatefulSet: {apiVersion: 'apps/v1', names: ['statefulset', 'statefulsets', 'sts', 'statefulset.apps', 'statefulsets.apps']},
  ReplicaSet: {apiVersion: 'apps/v1', names: ['replicaset', 'replicasets', 'rs', 'replicaset.apps', 'replicasets.apps']},
  DaemonSet: {apiVersion: 'apps/v1', names: ['daemonset', 'daemonsets', 'ds', 'daemonset.apps', 'daemonsets.apps']},
  Job: {apiVersion: 'batch/v1', names: ['job', 'jobs', 'job.batch', 'jobs.batch']},
} as const satisfies Readonly<Record<string, {readonly apiVersion: string; readonly names: readonly string[]}>>

/** Reads `NAME` or `KIND/NAME`, with a kind as kubectl spells it. Throws UsageError. */
export function parsePodTarget(text: string, namespace: string): PodTarget {
  const [first = '', second, ...more] = text.split('/')
  const name = second ?? first
  if (name === '' || more.length > 0) throw new UsageError(`argument POD: '${text}' is not NAME or KIND/NAME, such as deployment/web`)
  if (second === undefined) return {kind: 'Pod', name, namespace}
  for (const kind of Object.keys(kinds) as PodTarget['kind'][]) {
    const names: readonly string[] = kinds[kind].names
    if (names.includes(first.toLowerCase())) return {kind, name, namespace}
  }
  throw new UsageError(`argument POD: '${first}' is not a kind that vkctl why supports`, {
    hints: ['The kinds are pod, deployment, statefulset, replicaset, daemonset and job. To choose the namespace, pass --namespace.'],
  })
}

/** The pod; of a workload the newest one that is not well, or else the newest. Rejects with NotFoundError if there is none. */
export async function findPod(kubectl: Kubectl, target: PodTarget): Promise<PodObject> {
  const {kind, name, namespace} = target
  const {apiVersion} = kinds[kind]
  const {objects, unread} = await readObjects(kubectl, [{apiVersion, kind, name, namespace}])
  if (unread.length > 0) throw unreadError(`read the ${kind} ${name}`, unread)
  const [object] = objects
  if (object === undefined) {
    throw new NotFoundError(`There is no ${kind} '${name}' in the namespace '${namespace}'.`, {
      hints: await hintsFor(kubectl, target),
    })
  }
  return kind === 'Pod' ? object : podOf(kubectl, object, target)
}

/** Names the workloads with that name: people know the name of their Deployment, and not those of its pods. */
async function hintsFor(kubectl: Kubectl, {name, namespace}: PodTarget): Promise<readonly Line[]> {
  const workloads = Object.entries(kinds).filter(([kind]) => kind !== 'Pod')
  const {objects} = await readObjects(
    kubectl,
    workloads.map(([kind, {apiVersion}]) => ({apiVersion, kind, name, namespace})),
  )
  const meant = objects.flatMap(({kind}) => kind ?? [])
  if (meant.length === 0) return ['Choose another namespace with --namespace.']
  return meant.flatMap(kind => [
    `There is a ${kind} with this name. For its pods:`,
    vkctl`why ${`${kind.toLowerCase()}/${name}`} --namespace ${namespace}`,
  ])
}

async function podOf(kubectl: Kubectl, workload: DeploymentObject, {kind, name, namespace}: PodTarget): Promise<PodObject> {
  const labels = Object.entries(workload.spec?.selector?.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`)
  const {objects, unread} = await listObjects(kubectl, {
    kinds: ['pods'],
    namespace,
    ...(labels.length > 0 && {labels: labels.join(',')}),
    where: pod => isOf(pod, workload),
  })
  if (unread.length > 0) throw unreadError(`read the pods of the ${kind} ${name}`, unread)
  const pods = ofKind(objects, 'Pod').toSorted(newestFirst)
  const pod = pods.find(one => !isWell(one)) ?? pods[0]
  if (pod === undefined) throw noPods(workload, {kind, name, namespace})
  return pod
}

/** The ReplicaSets of a Deployment are called after it and the label that the Deployment gives their pods. */
function isOf({metadata: {ownerReferences = [], labels = {}}}: KubeObject, {kind, metadata}: DeploymentObject): boolean {
  const set = `${metadata.name}-${labels['pod-template-hash']}`
  return ownerReferences.some(owner =>
    kind === 'Deployment' ? owner.kind === 'ReplicaSet' && owner.name === set : owner.uid === metadata.uid,
  )
}

/** For toSorted. */
export function newestFirst({metadata: one}: PodObject, {metadata: other}: PodObject): number {
  return Date.parse(other.creationTimestamp ?? '') - Date.parse(one.creationTimestamp ?? '')
}

function noPods({spec, status}: DeploymentObject, {kind, name, namespace}: PodTarget): NotFoundError {
  const refused = status?.conditions?.find(({type, status: state}) => type === 'ReplicaFailure' && state === 'True')
  const why =
    refused === undefined
      ? spec?.replicas === 0
        ? ': it is scaled to 0'
        : ''
      : `: ${refused.message ?? refused.reason ?? 'they are refused'}`
  return new NotFoundError(`The ${kind} '${name}' in the namespace '${namespace}' has no pods${why}.`)
}
