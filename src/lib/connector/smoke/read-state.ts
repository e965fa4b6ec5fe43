import type {ContainerGroup, ContainerGroupInstance} from '../../azure/azure.ts'
import {factOf, type Fact} from '../../checks/engine/fact.ts'
import {NotAllowedError} from '../../errors.ts'
import {refusalError} from '../../kubernetes/api.ts'
import {readLog} from '../../kubernetes/logs.ts'
import {ofKind, type PodObject} from '../../kubernetes/objects.ts'
import {listObjects} from '../../kubernetes/read.ts'
import {unreadError} from '../../kubernetes/unread.ts'
import type {Kubectl} from '../../kubernetes/kubectl.ts'
import type {OpenCluster} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {nextPhase, type SmokePod} from './smoke-pod.ts'

/** The sample pods as the cluster and Azure show them at one moment. */
export interface SmokeState {
  /** By name. */
  readonly pods: Fact<ReadonlyMap<string, PodObject>>
  /** By name of the container group. */
  readonly containerGroups: Fact<ReadonlyMap<string, ContainerGroup>>
  /** Container groups whose containers are not known to run yet, by name. */
  readonly instances: ReadonlyMap<string, ContainerGroupInstance>
  /** The last log line of each running pod, or why there is none, by name of the pod. */
  readonly logs: ReadonlyMap<string, {readonly line: string} | {readonly why: string}>
}

/** Pods of one run, by name. */
export async function readPods(kubectl: Kubectl, namespace: string, run: string): Promise<ReadonlyMap<string, PodObject>> {
  const {objects, unread} = await listObjects(kubectl, {kinds: ['pods'], namespace, labels: `app.kubernetes.io/instance=${run}`})
  if (unread.length > 0) throw unreadError('read the sample pods', unread)
  return new Map(ofKind(objects, 'Pod').map(pod => [pod.metadata.name, pod]))
}

/** Container groups by name. */
export async function readContainerGroups(
  azure: Pick<Host['azure'], 'containerGroups'>,
  resourceGroups: Iterable<string>,
): Promise<ReadonlyMap<string, ContainerGroup>> {
  const lists = await Promise.all([...resourceGroups].map(resourceGroup => azure.containerGroups(resourceGroup)))
  return new Map(lists.flat().map(containerGroup => [containerGroup.name, containerGroup]))
}

export function resourceGroupsOf(pods: readonly SmokePod[]): ReadonlySet<string> {
  return new Set(pods.map(({target}) => target.aciResourceGroup))
}

/** Reads the cluster and Azure. If one of them cannot be reached, its part is unknown. Rejects if a permission to read is missing. */
export async function readState(
  host: Host,
  {kubectl}: OpenCluster,
  run: {readonly id: string; readonly namespace: string},
  pods: readonly SmokePod[],
): Promise<SmokeState> {
  const starting = pods.filter(pod => nextPhase(pod) === 'running')
  const silent = pods.filter(pod => nextPhase(pod) === 'log')
  const [seen, containerGroups, instances, logs] = await Promise.all([
    tolerate(host, readPods(kubectl, run.namespace, run.id)),
    tolerate(host, readContainerGroups(host.azure, resourceGroupsOf(pods))),
    Promise.all(
      starting.map(({target, containerGroupName}) =>
        tolerate(host, host.azure.containerGroup(target.aciResourceGroup, containerGroupName)),
      ),
    ),
    Promise.all(silent.map(async pod => [pod.name, await readLastLine(host, kubectl, pod)] as const)),
  ])
  return {
    pods: seen,
    containerGroups,
    instances: new Map(instances.flatMap(fact => (fact.known && fact.value !== undefined ? [[fact.value.name, fact.value] as const] : []))),
    logs: new Map(logs),
  }
}

async function tolerate<T>(host: Host, reading: Promise<T>): Promise<Fact<T>> {
  const fact = await factOf(reading, host.signal)
  if (!fact.known && fact.error instanceof NotAllowedError) throw fact.error
  return fact
}

const logTimeoutMs = 15_000

async function readLastLine(host: Host, kubectl: Kubectl, pod: SmokePod): Promise<{line: string} | {why: string}> {
  const read = await factOf(readLog(kubectl, pod, {lines: 1, timeoutMs: logTimeoutMs}), host.signal)
  if (!read.known) return {why: read.reason}
  const {text, refused} = read.value
  if (refused !== undefined) return {why: refusalError('read its log', refused).message}
  return text.trim() === '' ? {why: 'it wrote nothing'} : {line: text.trim()}
}
