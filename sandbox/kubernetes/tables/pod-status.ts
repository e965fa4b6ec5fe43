import {fieldsOf, isFields, listOf, numberOf, textOf, type Fields, type KubeObject} from '../object.ts'

/** The columns of a pod in `kubectl get pods`. */
export interface PodSummary {
  readonly status: string
  readonly ready: number
  readonly total: number
  readonly restarts: number
  /** When the last container that was restarted had ended. */
  readonly lastRestart: string | undefined
}

export function summarize({metadata, spec, status}: KubeObject): PodSummary {
  const statuses = listOf(status, 'containerStatuses')
  const initial = initReason(listOf(status, 'initContainerStatuses'), listOf(spec, 'initContainers').length)
  const gated = listOf(status, 'conditions').some(({type, reason}) => type === 'PodScheduled' && reason === 'SchedulingGated')
  let text = gated ? 'SchedulingGated' : textOf(status, 'reason') || textOf(status, 'phase')
  if (initial !== undefined) text = initial
  else text = containersReason(statuses, status, text)
  if (metadata.deletionTimestamp !== undefined) {
    const phase = textOf(status, 'phase')
    if (textOf(status, 'reason') === 'NodeLost') text = 'Unknown'
    else if (phase !== 'Failed' && phase !== 'Succeeded') text = 'Terminating'
  }
  const ends = statuses
    .map(container => textOf(fieldsOf(fieldsOf(container, 'lastState'), 'terminated'), 'finishedAt'))
    .filter(time => time !== '')
    .toSorted()
  return {
    status: text,
    ready: statuses.filter(container => container.ready === true && isFields(fieldsOf(container, 'state').running)).length,
    total: listOf(spec, 'containers').length,
    restarts: statuses.reduce((sum, container) => sum + (numberOf(container, 'restartCount') ?? 0), 0),
    lastRestart: ends.at(-1),
  }
}

function initReason(statuses: readonly Fields[], total: number): string | undefined {
  for (const [index, container] of statuses.entries()) {
    const terminated = fieldsOf(container, 'state').terminated
    if (isFields(terminated)) {
      if (terminated.exitCode === 0) continue
      return `Init:${ended(terminated)}`
    }
    const reason = textOf(fieldsOf(fieldsOf(container, 'state'), 'waiting'), 'reason')
    if (reason !== '' && reason !== 'PodInitializing') return `Init:${reason}`
    return `Init:${index}/${total}`
  }
  return undefined
}

function containersReason(statuses: readonly Fields[], status: unknown, start: string): string {
  let reason = start
  let running = false
  for (const container of statuses.toReversed()) {
    const {waiting, terminated} = fieldsOf(container, 'state')
    if (isFields(waiting) && textOf(waiting, 'reason') !== '') reason = textOf(waiting, 'reason')
    else if (isFields(terminated)) reason = ended(terminated)
    else if (container.ready === true && isFields(fieldsOf(container, 'state').running)) running = true
  }
  if (reason !== 'Completed' || !running) return reason
  const ready = listOf(status, 'conditions').some(condition => condition.type === 'Ready' && condition.status === 'True')
  return ready ? 'Running' : 'NotReady'
}

function ended(terminated: Fields): string {
  const reason = textOf(terminated, 'reason')
  if (reason !== '') return reason
  const signal = numberOf(terminated, 'signal') ?? 0
  return signal === 0 ? `ExitCode:${numberOf(terminated, 'exitCode') ?? 0}` : `Signal:${signal}`
}
