import {valueOf} from '../../checks/engine/fact.ts'
import {restarts} from '../../checks/facts/pod-state.ts'
import type {Observation} from './read-observations.ts'

/** What the observations of one connector have shown so far. */
export interface History {
  /** Since when it is up with the same pod that has not restarted, in milliseconds; undefined while it is not up. */
  readonly upSince: number | undefined
  /** Its pods and how often each restarted. */
  readonly pods: string
  readonly appeared: boolean
  /** Its Deployment existed and does not any more. Somebody removed it, and waiting does not bring it back. */
  readonly isGone: boolean
}

/** A connector must still be up after this time, because a pod that dies right after its start is ready for a moment. */
export const stableMs = 1000

/** The history with one more observation, made at `at`. */
export function addObservation(before: History | undefined, {up, facts}: Observation, at: number): History {
  const pods = (valueOf(facts.pods) ?? []).map(pod => `${pod.metadata.uid}:${restarts(pod)}`).join()
  const isThere = (valueOf(facts.deployments) ?? []).length > 0
  const appeared = isThere || before?.appeared === true
  return {
    upSince: up ? ((before?.pods === pods ? before.upSince : undefined) ?? at) : undefined,
    pods,
    appeared,
    isGone: appeared && facts.deployments.known && !isThere,
  }
}

export function isStable({upSince}: History, at: number): boolean {
  return upSince !== undefined && at - upSince >= stableMs
}
