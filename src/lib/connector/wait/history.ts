import {valueOf} from '../../checks/engine/fact.ts'
import {restarts} from '../../checks/facts/pod-state.ts'
import type {Observation} from './look.ts'

/** What the looks so far have shown of one connector. */
export interface History {
  /** Since when it is up with the same pod that has not restarted, in milliseconds; undefined while it is not up. */
  readonly upSince: number | undefined
  /** Its pods and how often each restarted. */
  readonly pods: string
  readonly appeared: boolean
  /** Its Deployment was there and is not any more. What somebody removes does not come back by waiting. */
  readonly isGone: boolean
}

/** What is up must still be up a moment later: a pod that dies right after its start looks ready once. */
export const stableMs = 1000

/** The history with one more look, made at `at`. */
export function addLook(before: History | undefined, {up, look}: Observation, at: number): History {
  const pods = (valueOf(look.pods) ?? []).map(pod => `${pod.metadata.uid}:${restarts(pod)}`).join()
  const isThere = (valueOf(look.deployments) ?? []).length > 0
  const appeared = isThere || before?.appeared === true
  return {
    upSince: up ? ((before?.pods === pods ? before.upSince : undefined) ?? at) : undefined,
    pods,
    appeared,
    isGone: appeared && look.deployments.known && !isThere,
  }
}

export function isStable({upSince}: History, at: number): boolean {
  return upSince !== undefined && at - upSince >= stableMs
}
