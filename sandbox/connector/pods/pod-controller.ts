import {isConflict, isNotFound, type ClusterClient} from '../../client/cluster-client.ts'
import {keyOf} from '../../client/cluster-informer.ts'
import type {EventRecorder} from '../../client/event-recorder.ts'
import {podPath, type Pod, type PodStatus} from '../../client/pod-objects.ts'
import {startWorkQueue} from '../../client/work-queue.ts'
import type {ClusterView} from '../cluster-view.ts'
import type {ConnectorLog} from '../connector-log.ts'
import {GoPanic} from '../go-quirks.ts'
import {EnvironmentError} from '../container-groups/pod-environment.ts'
import type {PodProvider} from './pod-provider.ts'

export interface PodControllerOptions {
  readonly client: ClusterClient
  readonly view: ClusterView
  readonly provider: PodProvider
  readonly events: EventRecorder
  readonly log: ConnectorLog
  readonly signal: AbortSignal
  readonly onPanic: (panic: GoPanic) => void
}

export interface PodController {
  /** Writes a status, unless it is the one that was written last. */
  setStatus(pod: Pod, status: PodStatus): Promise<void>
}

const typed = (pod: Pod): Pod => ({...pod, apiVersion: 'v1', kind: 'Pod'})
const notFound = {reason: 'NotFound', message: 'The pod may have been deleted from the provider'}

/** Marks the containers of a pod as terminated. */
export function endedStatus(status: PodStatus, exitCode: number): PodStatus {
  const finishedAt = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
  return {
    ...status,
    containerStatuses: (status.containerStatuses ?? []).map(container => {
      const {running} = container.state
      if (running === undefined) return container
      const terminated = {
        exitCode,
        ...notFound,
        startedAt: running.startedAt,
        finishedAt,
        ...(container.containerID === undefined ? {} : {containerID: container.containerID}),
      }
      return {...container, state: {terminated}}
    }),
  }
}

/** Follows the pods of the node as virtual-kubelet v1.11 does (node/podcontroller.go, node/pod.go). Tries each again up to 20 times. */
export function startPodController({client, view, provider, events, log, signal, onPanic}: PodControllerOptions): PodController {
  const written = new Map<string, string>()
  const deletionDue = new Map<string, number>()
  const removed = new Set<string>()

  const putStatus = async (pod: Pod, status: PodStatus): Promise<void> => {
    const {resourceVersion: _, ...metadata} = pod.metadata
    // The API server sets the QoS class itself; the provider does not know it.
    const qosClass = pod.status?.qosClass
    await client.replace(`${podPath(pod)}/status`, {
      ...typed(pod),
      metadata,
      status: {...status, ...(qosClass === undefined ? {} : {qosClass})},
    })
  }
  const setStatus = async (pod: Pod, status: PodStatus): Promise<void> => {
    const key = pod.metadata.uid ?? keyOf(pod)
    const text = JSON.stringify(status)
    if (written.get(key) === text) return
    await putStatus(pod, status)
    written.set(key, text)
  }

  const create = async (pod: Pod): Promise<void> => {
    const {namespace = 'default', name} = pod.metadata
    if (await provider.exists(namespace, name)) return
    try {
      await provider.create(pod)
    } catch (error) {
      if (error instanceof GoPanic) throw error
      if (error instanceof EnvironmentError) {
        if (error.event) void events.record(typed(pod), 'Warning', error.event.reason, error.event.message)
        throw error
      }
      const phase = pod.spec.restartPolicy === 'Never' ? 'Failed' : 'Pending'
      await putStatus(pod, {...pod.status, phase, reason: 'ProviderFailed', message: (error as Error).message}).catch((failure: unknown) =>
        log.warning(`Failed to update pod status: ${(failure as Error).message}`),
      )
      void events.record(typed(pod), 'Warning', 'ProviderCreateFailed', (error as Error).message)
      throw error
    }
    log.info('Created pod in provider')
    void events.record(typed(pod), 'Normal', 'ProviderCreateSuccess', 'Create pod in provider successfully')
  }

  const deleteInProvider = async (pod: Pod): Promise<void> => {
    const {namespace = 'default', name, uid = ''} = pod.metadata
    if (removed.has(uid)) return
    try {
      await provider.delete(namespace, name)
    } catch (error) {
      if (error instanceof GoPanic) throw error
      void events.record(typed(pod), 'Warning', 'ProviderDeleteFailed', (error as Error).message)
      throw error
    }
    removed.add(uid)
    log.debug('Deleted pod from provider')
    void events.record(typed(pod), 'Normal', 'ProviderDeleteSuccess', 'Delete pod in provider successfully')
    await setStatus(pod, endedStatus(pod.status ?? {}, 0)).catch(() => undefined)
  }

  /** The Pod object is deleted only when its grace period is over. */
  const deleteInCluster = async (pod: Pod): Promise<number | void> => {
    const {uid = '', deletionGracePeriodSeconds = 30} = pod.metadata
    const due = Math.min(deletionDue.get(uid) ?? Infinity, Date.now() + deletionGracePeriodSeconds * 1000)
    deletionDue.set(uid, due)
    if (due > Date.now()) return due - Date.now()
    try {
      await client.delete(podPath(pod), {gracePeriodSeconds: 0, preconditions: {uid}})
    } catch (error) {
      if (!isNotFound(error) && !isConflict(error)) throw error
    }
  }

  const queue = startWorkQueue(
    async key => {
      const pod = view.pods.items.get(key)
      const [namespace = '', name = ''] = key.split('/')
      if (pod === undefined) {
        if (await provider.exists(namespace, name)) await provider.delete(namespace, name)
        return
      }
      if (pod.metadata.deletionTimestamp !== undefined) {
        await deleteInProvider(pod)
        return deleteInCluster(pod)
      }
      if (pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded') return
      await create(pod)
    },
    {
      signal,
      maximalRetries: 20,
      maximalDelayMs: 1_000_000,
      onError(error, key) {
        if (error instanceof GoPanic) onPanic(error)
        else log.error(`failed to sync pod ${key}: ${(error as Error).message}`)
      },
    },
  )
  const relevant = ({before, after}: {before?: Pod; after?: Pod}): boolean =>
    before === undefined ||
    after === undefined ||
    JSON.stringify([before.spec, before.metadata.deletionTimestamp, before.metadata.deletionGracePeriodSeconds]) !==
      JSON.stringify([after.spec, after.metadata.deletionTimestamp, after.metadata.deletionGracePeriodSeconds])
  view.pods.onChange(change => {
    const pod = change.after ?? change.before
    if (pod !== undefined && relevant(change)) queue.add(keyOf(pod))
    if (pod !== undefined && change.after === undefined) {
      const uid = pod.metadata.uid ?? ''
      written.delete(uid)
      deletionDue.delete(uid)
      removed.delete(uid)
    }
  })
  for (const key of view.pods.items.keys()) queue.add(key)
  return {setStatus}
}
