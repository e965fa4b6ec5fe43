import type {ContainerRecord} from './container-state.ts'
import type {PodAddress} from './pod-address.ts'
import {probeOnce} from './probe.ts'
import {runProbeLoop} from './probe-loop.ts'
import type {RunningProgram} from './program.ts'

export interface Health {
  readonly record: ContainerRecord
  readonly address: PodAddress
  /** Called when the record has changed. */
  readonly changed: () => void
  readonly program: RunningProgram
  /** Aborted when the program has ended. */
  readonly signal: AbortSignal
  readonly event: (type: 'Normal' | 'Warning', reason: string, message: string) => void
}

const terminationGraceMs = 30_000

/** Runs the probes of a started container: they set `started` and `ready`, and end a program that is not alive. */
export function watchHealth({record, address, changed, program, signal, event}: Health): void {
  const {container} = record
  const set = (change: {ready?: boolean; started?: boolean}): void => {
    if (signal.aborted) return
    record.status = {...record.status, ...change}
    changed()
  }
  const kill = (kind: string): void => {
    event('Normal', 'Killing', `Container ${container.name} failed ${kind} probe, will be restarted`)
    program.signal('SIGTERM')
    const timer = setTimeout(() => program.signal('SIGKILL'), terminationGraceMs)
    signal.addEventListener('abort', () => clearTimeout(timer), {once: true})
  }
  const loop = (kind: 'Startup' | 'Readiness' | 'Liveness', onVerdict: (healthy: boolean) => void, loopSignal = signal): void => {
    const probe = {Startup: container.startupProbe, Readiness: container.readinessProbe, Liveness: container.livenessProbe}[kind]
    if (probe === undefined) return
    void runProbeLoop({
      probe,
      onVerdict,
      signal: loopSignal,
      eager: kind !== 'Liveness',
      once: () => probeOnce(probe, container, address.listenAddress),
      onFailure: why => event('Warning', 'Unhealthy', `${kind} probe failed: ${why}`),
    })
  }
  const afterStart = (): void => {
    set({started: true, ready: container.readinessProbe === undefined})
    loop('Readiness', ready => set({ready}))
    const alive = new AbortController()
    loop(
      'Liveness',
      healthy => {
        if (healthy) return
        alive.abort()
        kill('liveness')
      },
      AbortSignal.any([signal, alive.signal]),
    )
  }
  if (container.startupProbe === undefined) {
    afterStart()
    return
  }
  const starting = new AbortController()
  loop(
    'Startup',
    healthy => {
      starting.abort()
      if (healthy) afterStart()
      else kill('startup')
    },
    AbortSignal.any([signal, starting.signal]),
  )
}
