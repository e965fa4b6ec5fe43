import {valueOf} from '../../checks/engine/fact.ts'
import {isLive, isReady, restarts} from '../../checks/facts/pod-state.ts'
import {waitsForImage} from '../../checks/rules/connector-pod.ts'
import type {Observation} from './observation.ts'

/** What the observations of one connector have shown so far. */
export interface History {
  /** Since when it is up with the same pod that has not restarted, in milliseconds; undefined while it is not up. */
  readonly upSince: number | undefined
  /** Its pods and how often each restarted. */
  readonly pods: string
  readonly appeared: boolean
  /** Its Deployment existed and does not any more. Somebody removed it, and waiting does not bring it back. */
  readonly isGone: boolean
  /** What keeps it from being up, and since when, in milliseconds; undefined while it is up. */
  readonly obstacle: {readonly kind: ObstacleKind; readonly since: number} | undefined
}

/** `other` may be anything that a connector goes through when it starts. */
export type ObstacleKind = 'refused-pod' | 'no-image' | 'crash' | 'no-node' | 'starting' | 'other'

/** A connector must still be up after this time, because a pod that dies right after its start is ready for a moment. */
export const stableMs = 1000

/** A kubelet pulls an image a second time after 10 s, and Kubernetes tries to create a refused pod about ten times in this time. */
export const patienceMs = 15_000

/** The history with one more observation, made at `at`. */
export function addObservation(before: History | undefined, observation: Observation, at: number): History {
  const {fault, facts} = observation
  const pods = (valueOf(facts.pods) ?? []).map(pod => `${pod.metadata.uid}:${restarts(pod)}`).join()
  const isThere = (valueOf(facts.deployments) ?? []).length > 0
  const appeared = isThere || before?.appeared === true
  const kind = kindOf(observation)
  return {
    upSince: fault === undefined ? ((before?.pods === pods ? before.upSince : undefined) ?? at) : undefined,
    pods,
    appeared,
    isGone: appeared && facts.deployments.known && !isThere,
    obstacle: kind === undefined ? undefined : {kind, since: before?.obstacle?.kind === kind ? before.obstacle.since : at},
  }
}

function kindOf({fault, conditions, facts}: Observation): ObstacleKind | undefined {
  if (fault === undefined) return undefined
  // The cause can be another fault: an account that does not exist.
  if (conditions.some(({reason}) => reason === 'FailedCreate')) return 'refused-pod'
  const pods = (valueOf(facts.pods) ?? []).filter(isLive)
  if (pods.some(pod => waitsForImage(pod) !== undefined)) return 'no-image'
  // Between two crashes the container runs.
  if (pods.some(pod => restarts(pod) > 0 && !isReady(pod))) return 'crash'
  if (fault.reason === 'Unschedulable') return 'no-node'
  return fault.reason === 'ContainerCreating' || fault.reason === 'PodInitializing' ? 'starting' : 'other'
}

export function isStable({upSince}: History, at: number): boolean {
  return upSince !== undefined && at - upSince >= stableMs
}

/** Whether the obstacle has lasted so long that waiting does not remove it. */
export function isLasting({obstacle}: History, at: number): boolean {
  return obstacle !== undefined && (obstacle.kind === 'refused-pod' || obstacle.kind === 'no-image') && at - obstacle.since >= patienceMs
}
