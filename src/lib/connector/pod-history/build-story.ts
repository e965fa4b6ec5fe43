import {isUnknown} from '../../checks/engine/fact.ts'
import type {Finding} from '../../checks/engine/finding.ts'
import {statesOf} from '../../checks/facts/pod-state.ts'
import type {CommandTarget} from '../../printed-commands/command-target.ts'
import {kubectl} from '../../printed-commands/printed-command.ts'
import {printedRemedy} from '../../printed-commands/printed-lines.ts'
import type {PodObject} from '../../kubernetes/objects.ts'
import {isWell} from './is-well.ts'
import {foundCause, causeFromTimeLine} from './cause.ts'
import type {PodHistory} from '../inspection/pod-history.ts'
import type {PodCause, PodStory} from './pod-story.ts'
import {newest, timeLine} from './time-line.ts'

/** What `why` prints about a pod. Pure. `findings`: those of all checks about this pod, about the connector of its node and about the cluster, causes first. */
export function buildStory(history: PodHistory, findings: readonly Finding[], target: CommandTarget = {}): PodStory {
  const {pod, events, log, containerGroup, roles} = history
  const {name, namespace = 'default', uid = ''} = pod.metadata
  const unread = [events, log, containerGroup, roles].filter(isUnknown).map(({reason}) => reason)
  const entries = timeLine(history)
  const notRead = [...new Set(unread)]
  return {
    namespace,
    name,
    uid,
    nodeName: pod.spec?.nodeName ?? null,
    status: statusOf(pod),
    timeLine: newest(entries),
    notRead,
    ...judged(history, {findings, entries, notRead, target}),
  }
}

function judged(
  history: PodHistory,
  {
    findings,
    entries,
    notRead,
    target,
  }: {
    readonly findings: readonly Finding[]
    readonly entries: PodStory['timeLine']
    readonly notRead: readonly string[]
    readonly target: CommandTarget
  },
): Pick<PodStory, 'verdict' | 'cause'> & Partial<Pick<PodStory, 'notRead'>> {
  if (isWell(history.pod)) return {verdict: 'ok', cause: null}
  if (!history.isForVirtualNodes) return {verdict: 'skipped', cause: notMeant(history.pod, target)}
  const found = foundCause(history, findings, target)
  if (found !== undefined) return {verdict: 'problem', cause: found}
  const {isFailure, ...told} = causeFromTimeLine(history, entries, target)
  const reasons = [...new Set([...notRead, ...findings.filter(({verdict}) => verdict === 'unknown').map(({message}) => message)])]
  if (isFailure || reasons.length === 0) return {verdict: 'problem', cause: told, notRead: reasons}
  return {verdict: 'unknown', cause: {...told, message: `vkctl cannot tell why the pod does not run. ${reasons.join('; ')}`}}
}

function notMeant({spec, metadata}: PodObject, target: CommandTarget): PodCause {
  const message =
    spec?.nodeName === undefined
      ? 'The pod does not select virtual nodes, so vkctl does not look for the reason.'
      : `The pod is on ${spec.nodeName}, which is not a virtual node, so vkctl does not look for the reason.`
  return {
    check: null,
    docs: null,
    message,
    ...printedRemedy([kubectl`describe pod ${metadata.name} --namespace ${metadata.namespace ?? 'default'}`], target),
  }
}

/** As `kubectl get pods` shows it (kubernetes, pkg/printers/internalversion/printers.go). */
function statusOf(pod: PodObject): string {
  const {phase = 'Unknown', reason} = pod.status ?? {}
  if (pod.metadata.deletionTimestamp !== undefined) return 'Terminating'
  const stopped = statesOf(pod).find(({state, ready}) => !ready && state?.running === undefined)
  return stopped?.state?.waiting?.reason ?? stopped?.state?.terminated?.reason ?? reason ?? phase
}
