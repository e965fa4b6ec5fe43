import type {ContainerStatus} from '../../kubernetes/kinds/container-status.ts'
import type {LeaseObject, PodObject} from '../../kubernetes/objects.ts'
import {isRenewedBy} from './node-state.ts'
import {isLive, isReady} from './pod-state.ts'

/** That a connector got no answer to its first request to Azure. */
export interface NoAnswer {
  readonly pod: PodObject
  /**
   * `waits`: its port is open, so it is ready, but it has neither registered its node nor renewed the lease. `refused`: it crashed at once, so somebody
   * answered. `unanswered`: it crashed after it had waited.
   */
  readonly state: 'waits' | 'refused' | 'unanswered'
  /** From the start of the container until now or until its end. */
  readonly seconds: number
}

/** What is read about the pods of a connector. */
export interface Started {
  readonly pods: readonly PodObject[]
  readonly lease: LeaseObject | undefined
  readonly log: string
}

/** azidentity asks six times and waits in between, up to four minutes in all; azcore asks four times. A crash within this time follows from an answer. */
const answerSeconds = 5

/** A connector registers its node a second after its start, if Azure answers. */
const patienceSeconds = 20

/** The exit code of a Go program that panics. */
const panicCode = 2

/**
 * The stack of the panic. When a request to Azure fails, the provider logs the status of the answer, and crashes if there is none; the error itself
 * is lost (azure-aci v1.6.4, pkg/client/client_apis.go:196).
 */
const stack = /\(\*AzClientsAPIs\)\.|\/client_apis\.go:\d+/

/** Whether a log contains the crash of a provider that got no answer from Azure. */
export function hasNoAnswerPanic(log: string): boolean {
  return /^panic: /m.test(log) && stack.test(log)
}

/** Whether a pod of the connector is ready and renews the lease, as a connector does that has listed its container groups. */
export function isUp({pods, lease}: Pick<Started, 'pods' | 'lease'>): boolean {
  return pods.some(pod => isReady(pod) && isRenewedBy(pod, lease))
}

/** Undefined if the connector is up, or if it is down for another reason. `now` is the time of the API server. */
export function noAnswer({pods, lease, log}: Started, now: Date): NoAnswer | undefined {
  if (isUp({pods, lease})) return undefined
  const live = pods.filter(isLive)
  if (hasNoAnswerPanic(log)) {
    for (const pod of live) {
      const seconds = (pod.status?.containerStatuses ?? []).map(secondsToPanic).find(found => found !== undefined)
      if (seconds !== undefined) return {pod, state: seconds < answerSeconds ? 'refused' : 'unanswered', seconds}
    }
  }
  for (const pod of live.filter(isReady)) {
    const start = (pod.status?.containerStatuses ?? []).flatMap(({state}) => state?.running?.startedAt ?? []).toSorted()[0]
    const seconds = Math.round((now.getTime() - Date.parse(start ?? '')) / 1000)
    if (start !== undefined && seconds >= patienceSeconds && !complainsSince(log, start)) return {pod, state: 'waits', seconds}
  }
  return undefined
}

/** How long the container ran before it panicked; undefined if it did not. */
function secondsToPanic({state, lastState}: ContainerStatus): number | undefined {
  const ended = [state?.terminated, lastState?.terminated].find(one => one?.exitCode === panicCode)
  const seconds = Math.round((Date.parse(ended?.finishedAt ?? '') - Date.parse(ended?.startedAt ?? '')) / 1000)
  return Number.isNaN(seconds) ? undefined : seconds
}

/** Whether the provider (logrus) or client-go (klog, without a year) reported an error: then it waits for something else than Azure. */
function complainsSince(log: string, start: string): boolean {
  return log.split('\n').some(line => {
    const at = /^time="([^"]+)" level=(?:warning|error|fatal)/.exec(line)?.[1]
    return at === undefined ? /^[EWF]\d{4} /.test(line) : Date.parse(at) >= Date.parse(start)
  })
}
