import type {ContainerGroupEntry, World} from '../world.ts'
import {isRunning, startedAt} from './container-start.ts'

const runsForMs = 1000

interface ContainerEnd {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly exitCode: number
  /** Its part of the instance view. */
  readonly view: object
}

/** Whether and how a container has ended. It ends only once; where its restart policy wants that, it then waits to be started again. */
export function containerEnd(world: World, entry: ContainerGroupEntry, image: string): ContainerEnd | undefined {
  const exitCode = world.exitCode(image)
  const started = startedAt(world, entry)
  const at = started + runsForMs
  if (exitCode === undefined || !isRunning(world, entry) || Date.now() < at) return undefined
  const state = {
    state: 'Terminated',
    startTime: new Date(started).toISOString(),
    exitCode,
    finishTime: new Date(at).toISOString(),
    detailStatus: exitCode === 0 ? 'Completed' : 'Error',
  }
  const waiting = {state: 'Waiting', detailStatus: 'CrashLoopBackOff: Back-off restarting failed'}
  const view = isRestarted(entry, exitCode)
    ? {restartCount: 1, currentState: waiting, previousState: state}
    : {restartCount: 0, currentState: state}
  return {at, exitCode, view}
}

/** The state of a group whose containers have all ended for good; undefined of any other. */
export function endedState(world: World, entry: ContainerGroupEntry): 'Succeeded' | 'Failed' | undefined {
  const ends = (entry.body.properties.containers ?? []).map(({properties}) => containerEnd(world, entry, properties.image))
  if (ends.some(end => end === undefined || isRestarted(entry, end.exitCode))) return undefined
  return ends.every(end => end?.exitCode === 0) ? 'Succeeded' : 'Failed'
}

function isRestarted({body: {properties}}: ContainerGroupEntry, exitCode: number): boolean {
  const policy = properties['restartPolicy'] ?? 'Always'
  return policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0)
}
