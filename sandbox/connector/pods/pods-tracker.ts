import {setTimeout as sleep} from 'node:timers/promises'
import type {EventRecorder} from '../../client/event-recorder.ts'
import type {Pod} from '../../client/pod-objects.ts'
import type {ClusterView} from '../cluster-view.ts'
import type {ConnectorLog} from '../connector-log.ts'
import {GoPanic} from '../go-quirks.ts'
import {endedStatus, type PodController} from './pod-controller.ts'
import type {PodProvider} from './pod-provider.ts'

export interface PodsTrackerOptions {
  readonly view: ClusterView
  readonly provider: PodProvider
  readonly controller: PodController
  readonly events: EventRecorder
  readonly log: ConnectorLog
  readonly signal: AbortSignal
  /** The provider takes 5 s. */
  readonly pollMs: number
  /** The provider takes 5 min. */
  readonly cleanupMs: number
  readonly onPanic: (panic: GoPanic) => void
}

const skipped = ({metadata, status}: Pod): boolean =>
  status?.phase === 'Succeeded' ||
  status?.phase === 'Failed' ||
  status?.reason === 'ProviderFailed' ||
  metadata.deletionTimestamp !== undefined

/** Deletes container groups of this node whose pod is gone; `complaint`: the log line if Azure refuses to list them. Fails with a GoPanic if Azure does not answer. */
export async function deleteDanglingGroups(
  {view, provider, log}: Pick<PodsTrackerOptions, 'view' | 'provider' | 'log'>,
  complaint: string,
): Promise<void> {
  const found = await provider.list().catch((error: unknown) => {
    if (error instanceof GoPanic) throw error
    log.error(`${complaint}: ${(error as Error).message}`)
    return []
  })
  await Promise.all(
    found
      .filter(({namespace, name}) => !view.pods.items.has(`${namespace}/${name}`))
      .map(async ({namespace, name}) => {
        log.error(`cleaning up dangling pod ${name}`)
        await provider
          .delete(namespace, name)
          .catch((error: unknown) => log.error(`failed to cleanup pod ${name}: ${(error as Error).message}`))
      }),
  )
}

/** Copies the state of container groups into the status of pods (azure-aci v1.6.4 pkg/provider/podsTracker.go). */
export async function trackPods(options: PodsTrackerOptions): Promise<void> {
  const {view, provider, controller, events, log, signal, pollMs, cleanupMs, onPanic} = options
  let reported = new Date(0).toISOString()

  const update = async (pod: Pod): Promise<void> => {
    const {namespace = 'default', name} = pod.metadata
    try {
      const status = await provider.status(namespace, name)
      if (status !== undefined) await controller.setStatus(pod, status)
      else if (pod.status?.phase === 'Running') {
        await controller.setStatus(pod, {
          ...endedStatus(pod.status, -137),
          phase: 'Failed',
          reason: 'NotFound',
          message: 'The pod may have been deleted from the provider',
        })
      }
    } catch (error) {
      if (error instanceof GoPanic) onPanic(error)
      else log.error(`failed to retrieve pod ${name} status from provider: ${(error as Error).message}`)
    }
  }
  const report = async (pod: Pod, since: string): Promise<void> => {
    const found = await provider.events(pod.metadata.namespace ?? 'default', pod.metadata.name).catch(() => [])
    for (const {type, name, message, lastTimestamp = ''} of found) {
      if (lastTimestamp > since)
        void events.record({...pod, apiVersion: 'v1', kind: 'Pod'}, type === 'Warning' ? 'Warning' : 'Normal', name, message)
    }
  }

  let cleanupAt = Date.now() + cleanupMs
  while (!signal.aborted) {
    await sleep(pollMs, undefined, {signal}).catch(() => undefined)
    if (signal.aborted) return
    const since = reported
    reported = new Date().toISOString()
    for (const pod of view.pods.items.values()) {
      if (skipped(pod)) continue
      await update(pod)
      await report(pod, since)
    }
    if (Date.now() >= cleanupAt) {
      cleanupAt = Date.now() + cleanupMs
      await deleteDanglingGroups(options, 'failed to retrieve active container groups list').catch(onPanic)
    }
  }
}
