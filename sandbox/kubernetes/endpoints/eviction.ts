import type {Context, Request} from '../context.ts'
import type {Answer} from '../http/answer.ts'
import type {Parts} from '../parts.ts'
import {ensureFields, fieldsOf, listOf, numberOf, textOf, timestamp, type KubeObject} from '../object.ts'
import {deleteOptionsOf, remove} from '../registry/delete.ts'
import type {Call} from '../http/call.ts'
import {StatusError, badRequest, internalError, notFound} from '../status-error.ts'
import {matchesSelector} from '../storage/label-selector.ts'
import {bodyAs} from './body-object.ts'

const budgets = 'poddisruptionbudgets.policy'

/** Deletes a pod unless a PodDisruptionBudget forbids it. */
export function evict(parts: Parts, request: Request, call: Call): Answer {
  const {context} = parts
  // The other objects of policy/v1beta1 are gone since Kubernetes 1.25, but kubectl before 1.22 still evicts with it.
  const eviction = bodyAs(parts, request, call, {group: 'policy', version: 'v1', older: ['v1beta1'], kind: 'Eviction', model: 'V1Eviction'})
  const {name = '', namespace} = request
  const subject = {group: '', resource: 'pods', name}
  if ((eviction.metadata.name ?? name) !== name) throw badRequest('name in URL does not match name in Eviction object')
  const pod = context.store.get('pods', namespace, name)
  if (pod === undefined) throw notFound(subject)
  const options = deleteOptionsOf(request.query.parameters, fieldsOf(eviction, 'deleteOptions'))
  const dryRun = request.query.dryRun || (options.dryRun ?? []).includes('All')
  if (needsBudget(pod)) askBudget(context, pod, dryRun)
  remove(context, request, options)
  return {code: 201, body: {kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201}}
}

/** A pod that has ended, is Pending or is already being deleted may always be evicted. */
function needsBudget({metadata, status}: KubeObject): boolean {
  const phase = textOf(status, 'phase')
  return metadata.deletionTimestamp === undefined && phase !== 'Succeeded' && phase !== 'Failed' && phase !== 'Pending'
}

function askBudget(context: Context, pod: KubeObject, dryRun: boolean): void {
  const found = context.store
    .list(budgets, pod.metadata.namespace)
    .filter(({spec}) => matchesSelector((spec as {selector?: unknown}).selector, pod.metadata.labels ?? {}))
  if (found.length > 1)
    throw internalError('This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.')
  const [budget] = found
  if (budget === undefined) return
  const name = budget.metadata.name
  const observed = numberOf(budget.status, 'observedGeneration') ?? 0
  if (observed < (budget.metadata.generation ?? 0)) {
    throw refused(`The disruption budget ${name} is still being processed by the server.`, 10)
  }
  const ready = listOf(pod.status, 'conditions').some(({type, status}) => type === 'Ready' && status === 'True')
  const healthy = numberOf(budget.status, 'currentHealthy') ?? 0
  const desired = numberOf(budget.status, 'desiredHealthy') ?? 0
  // A pod that is not ready does not count. It may be evicted if enough others are ready, or always if the budget allows it.
  if (!ready && (textOf(budget.spec, 'unhealthyPodEvictionPolicy') === 'AlwaysAllow' || (healthy >= desired && desired > 0))) return
  const allowed = numberOf(budget.status, 'disruptionsAllowed') ?? 0
  if (allowed <= 0) throw refused(`The disruption budget ${name} needs ${desired} healthy pods and has ${healthy} currently`)
  if (dryRun) return
  const next = structuredClone(budget)
  const status = ensureFields(next, 'status')
  status.disruptionsAllowed = allowed - 1
  status.disruptedPods = {...fieldsOf(status, 'disruptedPods'), [pod.metadata.name]: timestamp()}
  context.store.put(budgets, next)
}

function refused(why: string, retryAfterSeconds?: number): StatusError {
  return new StatusError(429, 'TooManyRequests', "Cannot evict pod as it would violate the pod's disruption budget.", {
    causes: [{reason: 'DisruptionBudget', message: why}],
    ...(retryAfterSeconds === undefined ? {} : {retryAfterSeconds}),
  })
}
