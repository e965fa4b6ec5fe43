import {valueOf} from '../../checks/engine/fact.ts'
import type {Finding} from '../../checks/engine/finding.ts'
import {crashOf, isRefused} from '../../checks/facts/pod-state.ts'
import type {PodObject} from '../../kubernetes/objects.ts'
import {roleAssigned} from '../../checks/rules/azure-permissions.ts'
import {podReady} from '../../checks/rules/connector-pod.ts'
import {joinedRemedies, printedRemedy, type PrintedRemedy} from '../../printed-commands/printed-lines.ts'
import type {CommandTarget} from '../../printed-commands/command-target.ts'
import {kubectl} from '../../printed-commands/printed-command.ts'
import {withoutAskWhy} from '../../checks/wording/ask-why.ts'
import {leaseFresh, nodeReady} from '../../checks/rules/node.ts'
import {podCrash, podLost} from '../../checks/rules/pods/pod-ends.ts'
import {podPulling, podsEnding} from '../../checks/rules/pods/pods.ts'
import {withFullStop} from '../../checks/wording/error-text.ts'
import {podList} from '../../checks/wording/pod-list.ts'
import type {PodHistory} from '../inspection/pod-history.ts'
import type {PodCause, TimeLineEntry} from './pod-story.ts'
import {lastRefusal} from './refused-until.ts'

/** Checks that say that the connector is down. Then it does nothing about its pods, and does not say so anywhere. */
const downChecks: ReadonlySet<string> = new Set([podReady.id, nodeReady.id, leaseFresh.id])

/** The check for pods that Azure refused because the connector had no role. */
const refusedForRole = 'pod-allowed'

/** Checks whose warnings say why a pod does not run. They only warn, because the connector does its part. */
const explainingWarnings: ReadonlySet<string> = new Set([podCrash.id, podLost.id, podPulling.id, podsEnding.id])

/** What a check found out about why the pod does not run; undefined if none did. `findings` are about this pod and the connector of its node. */
export function foundCause(history: PodHistory, findings: readonly Finding[], target: CommandTarget): PodCause | undefined {
  const problems = findings.filter(({verdict}) => verdict === 'problem')
  const ofPod = problems.find(({category}) => category === 'pods')
  const ofConnector = hasEnded(history.pod) ? undefined : problems.find(({id}) => downChecks.has(id))
  const warning = findings.find(({id, verdict}) => verdict === 'warning' && explainingWarnings.has(id))
  const finding = ofPod ?? ofConnector ?? warning
  if (finding === undefined) return undefined
  const root = rootOf(finding, findings)
  const {id: check, docs} = root
  const note = refusalNote(history)
  if (finding.id === refusedForRole && hasRoleByNow(history, findings))
    return {check, docs, message: [note, finalStatusNote(history)].join(' ').trim(), ...deletion(history, target)}
  return {
    check,
    docs,
    message: [withFullStop(withoutPod(root.message, history.pod)), note].filter(text => text !== '').join(' '),
    // For a pod that was refused, it is not enough to fix the cause.
    ...joinedRemedies((isRefused(history.pod) ? [root, finding] : [root]).map(withoutAskWhy)),
  }
}

/** Findings about several pods name them first; here there is only one. */
function withoutPod(message: string, pod: PodObject): string {
  const heading = `${podList([pod])}: `
  return message.startsWith(heading) ? message.slice(heading.length) : message
}

/** Whether the containers of the pod ended by themselves. A pod that starts, runs or is being deleted needs its connector. */
function hasEnded(pod: PodObject): boolean {
  return pod.status?.phase === 'Failed' || crashOf(pod) !== undefined
}

/** The finding from which this one follows in the end. */
function rootOf(finding: Finding, findings: readonly Finding[]): Finding {
  const {because} = finding
  const cause = because && findings.find(({id, target}) => id === because.id && target === because.target)
  return cause === undefined ? finding : rootOf(cause, findings)
}

/** Virtual Kubelet does not touch the status of a pod that it could not create (v1.11, node/pod.go). */
function finalStatusNote({pod: {metadata}}: PodHistory): string {
  const again = (metadata.ownerReferences ?? []).length === 0 ? ' and create it again' : ''
  return `The status of a refused pod does not change any more: delete the pod${again}.`
}

/** Whether Azure refused the pod for a role that the connector has by now. */
function hasRoleByNow(history: PodHistory, findings: readonly Finding[]): boolean {
  if (!isRefused(history.pod)) return false
  const isAssigned = findings.some(({id, verdict}) => id === roleAssigned.id && verdict === 'ok')
  return isAssigned && lastRefusal(history)?.code === 'AuthorizationFailed' && (valueOf(history.roles) ?? []).length > 0
}

/** `Azure answered 403 AuthorizationFailed until 00:58:41. The role Contributor was assigned at 00:58:40.`; empty if nothing was refused. Roles matter only to refusals for a missing one. */
function refusalNote(history: PodHistory): string {
  const refusal = lastRefusal(history)
  if (refusal?.until === undefined) return ''
  const answer = `Azure answered ${refusal.status} ${refusal.code} until ${clock(refusal.until)}.`
  const assigned = refusal.code.endsWith('AuthorizationFailed') ? (valueOf(history.roles) ?? []) : []
  const roles = assigned.map(({role, assignedAt}) => `The role ${role} was assigned at ${clock(assignedAt)}.`)
  return [answer, ...roles].join(' ')
}

/** The time of an entry within a sentence, in UTC: `00:58:41`. */
function clock(time: string): string {
  return `${new Date(time).toISOString().slice(11, 19)} UTC`
}

function deletion({pod: {metadata}}: PodHistory, target: CommandTarget): PrintedRemedy {
  return printedRemedy([kubectl`delete pod ${metadata.name} --namespace ${metadata.namespace ?? 'default'}`], target)
}

/** What the time line says where no check found a cause: its last warning, or that nothing failed so far. */
export function causeFromTimeLine(
  {pod: {metadata}}: PodHistory,
  entries: readonly TimeLineEntry[],
  target: CommandTarget,
): PodCause & {readonly isFailure: boolean} {
  const warning = entries.findLast(({level}) => level === 'warning')
  const last = warning ?? entries.at(-1)
  const what =
    last === undefined
      ? ''
      : ` ${warning === undefined ? 'The last thing that happened' : 'The last warning'}, at ${clock(last.lastTime)}: ${last.text}`
  return {
    check: null,
    docs: null,
    message: `${warning === undefined ? 'Nothing has failed so far.' : 'No check explains why the pod does not run.'}${what}`,
    ...printedRemedy([kubectl`describe pod ${metadata.name} --namespace ${metadata.namespace ?? 'default'}`], target),
    isFailure: warning !== undefined,
  }
}
