import {setTimeout as sleep} from 'node:timers/promises'
import {isConflict, isNotFound, type ClusterClient} from '../client/cluster-client.ts'
import type {EventRecorder} from '../client/event-recorder.ts'
import {podPath, type Container, type Pod, type PodStatus} from '../client/pod-objects.ts'
import {runContainer} from './container-runner.ts'
import {newRecord, now, type ContainerRecord} from './container-state.ts'
import {expand, resolveEnvironment, type PodPlace} from './environment.ts'
import type {PulledImage} from './image-pull.ts'
import {allocatePodAddress} from './pod-address.ts'
import {podStatus} from './pod-status.ts'
import type {Images, ProgramContext, Registry} from './program.ts'
import {userOf} from './run-as.ts'
import {startStatusWriter} from './status-writer.ts'
import {filesFor, mountVolumes, type HostFile, type VolumeFiles} from './volumes.ts'

export interface PodWorkerOptions {
  readonly client: ClusterClient
  readonly events: EventRecorder
  readonly images: Images
  readonly registry: Registry
  readonly hostFiles: Readonly<Record<string, HostFile>>
  readonly nodeName: string
  readonly hostIP: string
  readonly backOffMs: number
  /** From the binding of a pod to its first container. */
  readonly startMs: number
}

export interface PodWorker {
  readonly pod: Pod
  readonly records: readonly ContainerRecord[]
  /** Ends the programs, kills those that still run after `graceSeconds`, then deletes the Pod object. Another call can shorten the grace period. */
  terminate(graceSeconds: number): void
  /** Ends all programs at once and does not change the Pod object: the node is gone. */
  abandon(): void
  /** Resolves when nothing of the pod runs any more. */
  readonly ended: Promise<void>
}

/** Runs a pod that was bound to this node. */
export function startPod(pod: Pod, options: PodWorkerOptions): PodWorker {
  const {client, events, hostIP, nodeName} = options
  const stopping = new AbortController()
  const abandoned = new AbortController()
  const initRecords = (pod.spec.initContainers ?? []).map(container => newRecord(container, 'PodInitializing'))
  const records = pod.spec.containers.map(container =>
    newRecord(container, initRecords.length > 0 ? 'PodInitializing' : 'ContainerCreating'),
  )
  const startTime = pod.status?.startTime ?? now()
  let initialized = initRecords.length === 0
  let podIP: string | undefined
  let status: PodStatus | undefined = pod.status
  let deleting = false
  let over = false
  let killTimer: NodeJS.Timeout | undefined

  const writer = startStatusWriter(
    client,
    pod,
    () => {
      status = podStatus(
        pod,
        {
          containers: records.map(record => record.status),
          initContainers: initRecords.map(record => record.status),
          initialized,
          podIP,
          hostIP,
          startTime,
          sandboxReady: podIP !== undefined && !stopping.signal.aborted,
        },
        status,
      )
      return status
    },
    abandoned.signal,
  )

  const signalAll = (signal: 'SIGTERM' | 'SIGKILL'): void => {
    for (const {program} of [...initRecords, ...records]) program?.signal(signal)
  }

  const mount = async (place: PodPlace): Promise<Map<string, VolumeFiles> | undefined> => {
    for (let delay = 500; !stopping.signal.aborted; delay = Math.min(delay * 2, 8000)) {
      try {
        return await mountVolumes({client, pod, place, hostFiles: options.hostFiles})
      } catch (error) {
        void events.record(pod, 'Warning', 'FailedMount', (error as Error).message)
        await sleep(delay, undefined, {signal: stopping.signal}).catch(() => undefined)
      }
    }
    return undefined
  }

  const run = async (): Promise<void> => {
    writer.changed()
    const address = await allocatePodAddress()
    const place: PodPlace = {podIP: address.ip, hostIP, nodeName}
    const volumes = await mount(place)
    if (volumes === undefined) return
    if (options.startMs > 0) await sleep(options.startMs, undefined, {signal: stopping.signal}).catch(() => undefined)
    podIP = address.ip
    const prepare = async (container: Container, {image, tag}: PulledImage): Promise<Omit<ProgramContext, 'log'>> => {
      const user = userOf(pod, container, image)
      const env = await resolveEnvironment(client, pod, container, place, new URL(client.url))
      return {
        env,
        imageTag: tag,
        podIP: address.ip,
        command: (container.command ?? []).map(text => expand(text, env)),
        args: (container.args ?? []).map(text => expand(text, env)),
        files: filesFor(pod, container, volumes, user),
        listenAddress: address.listenAddress,
      }
    }
    const runner = (record: ContainerRecord, once: boolean): Promise<void> =>
      runContainer({
        pod,
        record,
        once,
        prepare,
        address,
        events,
        images: options.images,
        registry: options.registry,
        backOffMs: options.backOffMs,
        stopping: stopping.signal,
        changed: writer.changed,
      })
    for (const record of initRecords) {
      await runner(record, true)
      if (record.status.state.terminated?.exitCode !== 0) return
      record.status = {...record.status, ready: true}
    }
    initialized = true
    writer.changed()
    await Promise.all(records.map(record => runner(record, false)))
  }

  const remove = async (): Promise<void> => {
    let conflicts = 0
    writer.changed()
    await writer.flushed()
    while (!abandoned.signal.aborted) {
      try {
        await client.delete(podPath(pod), {gracePeriodSeconds: 0, preconditions: {uid: pod.metadata.uid}})
        return
      } catch (error) {
        if (isNotFound(error) || (isConflict(error) && ++conflicts > 10)) return
        await sleep(200, undefined, {signal: abandoned.signal}).catch(() => undefined)
      }
    }
  }

  const finish = async (): Promise<void> => {
    await run().catch((error: unknown) =>
      events.record(pod, 'Warning', 'FailedCreatePodSandBox', `Failed to create pod sandbox: ${(error as Error).message}`),
    )
    // A pod that has ended remains until it is deleted.
    if (!stopping.signal.aborted) {
      await writer.flushed()
      await new Promise<void>(resolve => stopping.signal.addEventListener('abort', () => resolve(), {once: true}))
    }
    over = true
    clearTimeout(killTimer)
    if (deleting) await remove()
  }
  const ended = finish()

  return {
    pod,
    records: [...initRecords, ...records],
    ended,
    terminate(graceSeconds) {
      if (over) return
      clearTimeout(killTimer)
      killTimer = setTimeout(() => signalAll('SIGKILL'), graceSeconds * 1000)
      if (deleting) return
      deleting = true
      for (const {container, program} of records) {
        if (program !== undefined)
          void events.record(pod, 'Normal', 'Killing', `Stopping container ${container.name}`, `spec.containers{${container.name}}`)
      }
      stopping.abort()
      signalAll('SIGTERM')
      writer.changed()
    },
    abandon() {
      abandoned.abort()
      stopping.abort()
      signalAll('SIGKILL')
    },
  }
}
