import {restarts, statesOf} from '../../checks/facts/pod-state.ts'
import {withoutProbes} from '../../checks/wording/log-excerpt.ts'
import {refusalError} from '../../kubernetes/api.ts'
import type {Kubectl} from '../../kubernetes/kubectl.ts'
import {readLog} from '../../kubernetes/logs.ts'
import type {PodObject} from '../../kubernetes/objects.ts'

/** A stack of Go alone is thirty lines. */
const enough = 120

/** How much of the logs to read. */
interface LogExtent {
  /** The number of lines of each container, counted from the end. */
  readonly lines?: number
  /** Whether to read the previous run of a container that was restarted too; default true. */
  readonly previous?: boolean
}

/** The last lines of each pod's log, by the pod's uid, without what probes cause. */
export async function readLogs(
  kubectl: Kubectl,
  pods: readonly PodObject[],
  {lines = enough, previous: withPrevious = true}: LogExtent = {},
): Promise<ReadonlyMap<string, string>> {
  const started = pods.filter(hasRun)
  const restarted = started.filter(pod => withPrevious && restarts(pod) > 0)
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

function hasRun(pod: PodObject): boolean {
  return statesOf(pod).some(
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
    statesOf(pod).map(async ({name: container}) => {
      const {text, refused} = await readLog(kubectl, {name, namespace}, {container, ...extent})
      if (refused?.reason === 'Forbidden') throw refusalError('read the logs of the connectors', refused)
      return text ?? ''
    }),
  )
  return [uidOf(pod), withoutProbes(texts.join(''))]
}
