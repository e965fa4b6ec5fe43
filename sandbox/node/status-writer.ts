import {setTimeout as sleep} from 'node:timers/promises'
import {isConflict, isNotFound, type ClusterClient} from '../client/cluster-client.ts'
import {podPath, type Pod, type PodStatus} from '../client/pod-objects.ts'

export interface StatusWriter {
  /** Call it when the status has changed. Only the newest status is written, soon after. */
  readonly changed: () => void
  /** Resolves when all changes are written, or the pod is gone. */
  flushed(): Promise<void>
}

const maximalConflicts = 10

/** Keeps the status of a pod in the cluster equal to `status()`, with one request at a time. */
export function startStatusWriter(client: ClusterClient, pod: Pod, status: () => PodStatus, signal: AbortSignal): StatusWriter {
  let dirty = false
  let conflicts = 0
  let writing: Promise<void> | undefined
  const write = async (): Promise<void> => {
    // Changes in the same turn become one request.
    await Promise.resolve()
    while (dirty && !signal.aborted) {
      dirty = false
      try {
        // The precondition on the uid prevents a write to a later pod of the same name.
        await client.patch(`${podPath(pod)}/status`, {metadata: {uid: pod.metadata.uid}, status: status()}, 'strategic')
      } catch (error) {
        // A permanent conflict means that the name now belongs to another pod.
        if (isNotFound(error) || (isConflict(error) && ++conflicts > maximalConflicts)) continue
        dirty = true
        await sleep(200, undefined, {signal}).catch(() => undefined)
      }
    }
    writing = undefined
  }
  return {
    changed() {
      dirty = true
      writing ??= write()
    },
    async flushed() {
      await writing
    },
  }
}
