import {setTimeout as sleep} from 'node:timers/promises'
import type {EventRecorder} from '../client/event-recorder.ts'
import type {Container, Pod} from '../client/pod-objects.ts'
import {ContainerLog} from './container-log.ts'
import {watchHealth} from './container-health.ts'
import {newContainerId, now, type ContainerRecord} from './container-state.ts'
import {pullImage, StartError, type PulledImage} from './image-pull.ts'
import type {PodAddress} from './pod-address.ts'
import type {Images, ProgramContext, Registry} from './program.ts'
import {podTitle} from './run-as.ts'

export interface ContainerRunner {
  readonly pod: Pod
  readonly record: ContainerRecord
  readonly images: Images
  readonly registry: Registry
  readonly address: PodAddress
  readonly events: EventRecorder
  /** Aborted when the pod must end. */
  readonly stopping: AbortSignal
  /** The first pause after a second failure; it doubles up to 30 times that. A kubelet takes 10 s. */
  readonly backOffMs: number
  /** Init containers run to success once. */
  readonly once: boolean
  readonly prepare: (container: Container, pulled: PulledImage) => Promise<Omit<ProgramContext, 'log'>>
  readonly changed: () => void
}

const goDuration = (ms: number): string => (ms < 1000 ? `${ms}ms` : ms % 60_000 === 0 ? `${ms / 60_000}m0s` : `${Math.round(ms / 1000)}s`)

/** Runs a container, and restarts it as its pod's restart policy says. Resolves when it will not run again. */
export async function runContainer(runner: ContainerRunner): Promise<void> {
  const {pod, record, images, registry, events, stopping, backOffMs} = runner
  const {container} = record
  const fieldPath = `spec.${runner.once ? 'initContainers' : 'containers'}{${container.name}}`
  const event = (type: 'Normal' | 'Warning', reason: string, message: string): void =>
    void events.record(pod, type, reason, message, fieldPath)
  const pause = (ms: number): Promise<void> => sleep(ms, undefined, {signal: stopping}).catch(() => undefined)
  const wait = (reason: string, message: string): void => {
    record.status = {...record.status, ready: false, started: false, state: {waiting: {reason, message}}}
    runner.changed()
  }

  const pullOrWait = async (): Promise<PulledImage | undefined> => {
    for (let delay = backOffMs; !stopping.aborted; delay = Math.min(delay * 2, backOffMs * 30)) {
      if (container.imagePullPolicy !== 'IfNotPresent') event('Normal', 'Pulling', `Pulling image "${container.image}"`)
      const pullMs = registry.pullMs()
      if (pullMs > 0) await pause(pullMs)
      try {
        const pulled = pullImage(images, container.image, registry)
        event(
          'Normal',
          'Pulled',
          container.imagePullPolicy === 'IfNotPresent'
            ? `Container image "${container.image}" already present on machine and can be accessed by the pod`
            : `Successfully pulled image "${container.image}" in 1ms (1ms including waiting). Image size: 51380224 bytes.`,
        )
        return pulled
      } catch (error) {
        const {reason, message} = error as StartError
        const pulling = reason === 'ErrImagePull'
        if (pulling) event('Warning', 'Failed', `Failed to pull image "${container.image}": ${message}`)
        event('Warning', 'Failed', `Error: ${reason}`)
        wait(reason, message)
        await pause(Math.min(1000, backOffMs))
        if (pulling) {
          event('Normal', 'BackOff', `Back-off pulling image "${container.image}"`)
          event('Warning', 'Failed', 'Error: ImagePullBackOff')
          wait('ImagePullBackOff', `Back-off pulling image "${container.image}": ErrImagePull: ${message}`)
        }
        await pause(delay)
      }
    }
    return undefined
  }

  /** Returns the exit code, or undefined if it could not be created. */
  const runOnce = async (pulled: PulledImage): Promise<number | undefined> => {
    let context: Omit<ProgramContext, 'log'>
    try {
      context = await runner.prepare(container, pulled)
    } catch (error) {
      const reason = error instanceof StartError ? error.reason : 'CreateContainerError'
      event('Warning', 'Failed', `Error: ${(error as Error).message}`)
      wait(reason, (error as Error).message)
      return undefined
    }
    if (stopping.aborted) return undefined
    const containerID = newContainerId()
    const startedAt = now()
    const log = record.status.containerID === undefined ? record.log : new ContainerLog()
    if (log !== record.log) record.previousLog = record.log
    record.log = log
    event('Normal', 'Created', 'Container created')
    const program = pulled.image.start({...context, log: line => log.write(line)})
    record.program = program
    const imageID = `${container.image.replace(/:[^:/]*$/, '')}@sha256:${'0'.repeat(64)}`
    record.status = {
      ...record.status,
      containerID,
      imageID,
      state: {running: {startedAt}},
      started: container.startupProbe === undefined,
      ready: false,
    }
    event('Normal', 'Started', 'Container started')
    const health = new AbortController()
    watchHealth({record, address: runner.address, changed: runner.changed, program, signal: health.signal, event})
    runner.changed()
    const exitCode = await program.done
    health.abort()
    delete record.program
    log.close()
    const terminated = {exitCode, reason: exitCode === 0 ? 'Completed' : 'Error', startedAt, finishedAt: now(), containerID}
    record.status = {...record.status, ready: false, started: false, state: {terminated}}
    runner.changed()
    return exitCode
  }

  const restarts = (exitCode: number): boolean => {
    const policy = pod.spec.restartPolicy ?? 'Always'
    if (runner.once) return exitCode !== 0 && policy !== 'Never'
    return policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0)
  }

  const pulled = await pullOrWait()
  if (pulled === undefined) return
  let delay = 0
  while (!stopping.aborted) {
    const began = Date.now()
    const exitCode = await runOnce(pulled)
    if (stopping.aborted) return
    if (exitCode === undefined) {
      await pause(backOffMs)
      continue
    }
    if (!restarts(exitCode)) return
    const lastState = record.status.state
    if (Date.now() - began > backOffMs * 60) delay = 0
    if (delay > 0) {
      event('Warning', 'BackOff', `Back-off restarting failed container ${container.name} in pod ${podTitle(pod)}`)
      record.status = {...record.status, lastState}
      wait('CrashLoopBackOff', `back-off ${goDuration(delay)} restarting failed container=${container.name} pod=${podTitle(pod)}`)
      await pause(delay)
      if (stopping.aborted) return
    }
    delay = Math.min(delay === 0 ? backOffMs : delay * 2, backOffMs * 30)
    record.status = {...record.status, lastState, restartCount: record.status.restartCount + 1}
  }
}
