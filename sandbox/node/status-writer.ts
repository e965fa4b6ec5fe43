import {setTimeout as sleep} from 'node:timers/promises'
import {isConflict, isNotFound, type ClusterClient} from '../client/cluster-client.ts'
import {podPath, type Pod, type PodStatus} from '../client/pod-objects.ts'

export interface StatusWriter {
  /** The status has changed; it is written soon, only the newest one. */
  readonly changed: () => void
  /** Settles when all changes are written, or the pod is gone. */
  flushed(): Promise<void>
}

const maximalConflicts = 10

/** Keeps the status of a pod in the cluster like `status()`, one request at a time. */
export function startStatusWriter(client: ClusterClient, pod: Pod, status: () => PodStatus, signal: AbortSignal): StatusWriter {
  let dirty = false
  let conflicts = 0
  let writing: Promise<void> | undefined
  const write = async (): Promise<void> => {
    // Changes made in one go are one request.
    await Promise.resolve()
    while (dirty && !signal.aborted) {
      dirty = false
      try {
        // The precondition on the uid keeps a status off a later pod of the same name.
        await client.patch(`${podPath(pod)}/status`, {metadata: {uid: pod.metadata.uid}, status: status()}, 'strategic')
      } catch (error) {
        // A conflict that stays means that the name belongs to another pod now.
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
