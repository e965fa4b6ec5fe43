import {restarts} from '../../checks/facts/pod-state.ts'
import {isReady} from '../../checks/facts/pod-state.ts'
import {refusalError} from '../../kubernetes/api.ts'
import type {Kubectl} from '../../kubernetes/kubectl.ts'
import {readLog} from '../../kubernetes/logs.ts'
import type {ContainerStatus, PodObject} from '../../kubernetes/objects.ts'

const lines = 60

/** The last lines of each pod's log, by the pod's uid. If a container restarted and is not ready, also those of its previous run. */
export async function readLogs(kubectl: Kubectl, pods: readonly PodObject[]): Promise<ReadonlyMap<string, string>> {
  const started = pods.filter(hasRun)
  const crashed = started.filter(pod => restarts(pod) > 0 && !isReady(pod))
  const [current, previous] = await Promise.all([
    Promise.all(started.map(pod => readAll(kubectl, pod, false))),
    Promise.all(crashed.map(pod => readAll(kubectl, pod, true))),
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
async function readAll(kubectl: Kubectl, pod: PodObject, previous: boolean): Promise<readonly [uid: string, text: string]> {
  const {name, namespace = 'default'} = pod.metadata
  const texts = await Promise.all(
    statusesOf(pod).map(async ({name: container}) => {
      const {text, refused} = await readLog(kubectl, {name, namespace}, {container, lines, previous})
      if (refused?.reason === 'Forbidden') throw refusalError('read the logs of the connectors', refused)
      return text ?? ''
    }),
  )
  return [uidOf(pod), texts.join('')]
}
