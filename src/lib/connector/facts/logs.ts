import {restarts} from '../../checks/facts/pod-state.ts'
import {isReady} from '../../checks/facts/pod-state.ts'
import {refusalError} from '../../kubernetes/api.ts'
import type {Kubectl} from '../../kubernetes/kubectl.ts'
import {readLog} from '../../kubernetes/logs.ts'
import type {ContainerStatus, PodObject} from '../../kubernetes/objects.ts'

/** How much of the logs to read. */
export interface LogExtent {
  /** The number of lines of each container, counted from the end. */
  readonly lines: number
  /** Whether to read the previous run of a container that was restarted, also when it is ready by now. */
  readonly always: boolean
}

/** The last lines of each pod's log, by the pod's uid. If a container restarted and is not ready, also those of its previous run. */
export async function readLogs(
  kubectl: Kubectl,
  pods: readonly PodObject[],
  {lines, always}: LogExtent = {lines: 60, always: false},
): Promise<ReadonlyMap<string, string>> {
  const started = pods.filter(hasRun)
  const restarted = started.filter(pod => restarts(pod) > 0 && (always || !isReady(pod)))
  const [current, previous] = await Promise.all([
    Promise.all(started.map(pod => readAll(kubectl, pod, {lines, previous: false}))),
    Promise.all(restarted.map(pod => readAll(kubectl, pod, {lines, previous: true}))),
  ])
  const logs = new Map(previous)
  for (const [uid, text] of current) logs.set(uid, `${logs.get(uid) ?? ''}${text}`)
  return logs
}

export function uidOf({metadata}: PodObject): string {
  return metadata.uid ?? metadata.name
}

function statusesOf({status}: PodObject): readonly ContainerStatus[] {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])]
}

function hasRun(pod: PodObject): boolean {
  return statusesOf(pod).some(
    ({state, lastState}) => state?.running !== undefined || state?.terminated !== undefined || lastState?.terminated !== undefined,
  )
}

/** The logs of every container. One that has not started, or whose kubelet does not answer, must not hide the logs of the others. */
async function readAll(
  kubectl: Kubectl,
  pod: PodObject,
  extent: {readonly lines: number; readonly previous: boolean},
): Promise<readonly [uid: string, text: string]> {
  const {name, namespace = 'default'} = pod.metadata
  const texts = await Promise.all(
    statusesOf(pod).map(async ({name: container}) => {
      const {text, refused} = await readLog(kubectl, {name, namespace}, {container, ...extent})
      if (refused?.reason === 'Forbidden') throw refusalError('read the logs of the connectors', refused)
      return text ?? ''
    }),
  )
  return [uidOf(pod), texts.join('')]
}
