import {smokePhases, type SmokePhase} from '../../checks/facts/smoke.ts'
import type {SmokeState} from './read-state.ts'
import type {SmokePod} from './smoke-pod.ts'

/** Records the phases that the pod has passed by now. Returns the new ones. */
export function notePhases(pod: SmokePod, state: SmokeState, now: number): readonly SmokePhase[] {
  const shown = smokePhases.filter(phase => !pod.reached.has(phase) && isShown(phase, pod, state))
  const last = shown.at(-1)
  if (last === undefined) return []
  // Cluster and Azure are not read at the same moment, so a pod that has passed a phase has also passed those before it.
  const until = pod.deletedAt === undefined ? smokePhases.slice(0, smokePhases.indexOf(last) + 1) : shown
  const reached = until.filter(phase => !pod.reached.has(phase))
  for (const phase of reached) pod.reached.set(phase, now)
  return reached
}

function isShown(phase: SmokePhase, pod: SmokePod, {pods, containerGroups, instances, logs}: SmokeState): boolean {
  const seen = pods.known ? pods.value.get(pod.name) : undefined
  const isDeleted = pod.deletedAt !== undefined
  const shown: Readonly<Record<SmokePhase, boolean>> = {
    scheduled: seen?.spec?.nodeName !== undefined,
    created: containerGroups.known && containerGroups.value.has(pod.containerGroupName),
    running: ['Running', 'Succeeded'].includes(seen?.status?.phase ?? '') || instances.get(pod.containerGroupName)?.state === 'Running',
    log: 'line' in (logs.get(pod.name) ?? {}),
    deleted: isDeleted && pods.known && seen === undefined,
    gone: isDeleted && containerGroups.known && !containerGroups.value.has(pod.containerGroupName),
  }
  return shown[phase]
}

/** The public address of the pod's container group, if it has one. */
export function publicIpOf(pod: SmokePod, {containerGroups}: SmokeState): string | undefined {
  const containerGroup = containerGroups.known ? containerGroups.value.get(pod.containerGroupName) : undefined
  return containerGroup?.isPublic === true ? containerGroup.ip : undefined
}
