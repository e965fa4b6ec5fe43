import {crashOf, isReady} from '../../checks/facts/pod-state.ts'
import type {PodObject} from '../../kubernetes/objects.ts'

/** Whether the pod does what it is there for: it is ready and not being deleted, or it has succeeded. */
export function isWell(pod: PodObject): boolean {
  return pod.status?.phase === 'Succeeded' || (pod.status?.phase === 'Running' && isReady(pod) && crashOf(pod) === undefined)
}
