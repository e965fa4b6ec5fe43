import type {SmokeNode} from '../../checks/facts/smoke.ts'
import {phaseTimes, podTimes} from './phase-times.ts'
import type {SmokePod, SmokeTarget} from './smoke-pod.ts'

/** The result of the pods on one node. */
export function nodeResult(target: SmokeTarget, all: readonly SmokePod[], left: ReadonlyMap<SmokePod, readonly string[]>): SmokeNode {
  const pods = all.filter(pod => pod.target === target)
  const {nodeName, osType, connectorName} = target
  return {
    nodeName,
    osType,
    connectorName,
    pods: pods.length,
    phases: phaseTimes(pods),
    podTimes: podTimes(pods),
    publicIp: pods.find(({publicIp}) => publicIp !== undefined)?.publicIp ?? null,
    failed: pods.flatMap(({name, failure}) => {
      if (failure === undefined) return []
      const {phase, reason, refused} = failure
      return [{pod: name, phase, reason, ...(refused === true && {refused})}]
    }),
    timedOut: pods.some(({failure}) => failure?.timedOut === true),
    left: pods.flatMap(pod => left.get(pod) ?? []),
  }
}
