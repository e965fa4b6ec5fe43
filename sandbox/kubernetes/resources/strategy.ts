import type {Request} from '../context.ts'
import {ensureFields, fieldsOf, isFields, listOf, sameJson, type Fields, type KubeObject} from '../object.ts'
import {qosClass} from './qos-class.ts'
import type {Resource} from './resource.ts'

/** Kinds whose objects have metadata.generation, which counts changes of the spec. */
const counted: ReadonlySet<string> = new Set([
  'Pod',
  'Deployment',
  'ReplicaSet',
  'DaemonSet',
  'PodDisruptionBudget',
  'EndpointSlice',
  'NetworkPolicy',
  'StatefulSet',
  'ReplicationController',
  'Job',
  'CronJob',
  'Ingress',
])

/** Kinds whose new objects keep the status in the request. */
const bornWithStatus: ReadonlySet<string> = new Set(['Node'])

/** The status of a new object of a kind. */
const firstStatus: Readonly<Record<string, Fields>> = {
  Namespace: {phase: 'Active'},
  Service: {loadBalancer: {}},
  Ingress: {loadBalancer: {}},
  Deployment: {},
  Job: {},
  CronJob: {},
  ReplicaSet: {replicas: 0},
  ReplicationController: {replicas: 0},
  StatefulSet: {replicas: 0},
  DaemonSet: {currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0},
  PersistentVolume: {phase: 'Pending'},
  PersistentVolumeClaim: {phase: 'Pending'},
  HorizontalPodAutoscaler: {currentMetrics: null, desiredReplicas: 0},
  PodDisruptionBudget: {disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0},
}

function hasStatus({subresources}: Resource): boolean {
  return subresources.some(({name}) => name === 'status')
}

/** Sets the fields of a new object that only the server sets. */
export function prepareForCreate(resource: Resource, object: KubeObject): void {
  if (hasStatus(resource) && !bornWithStatus.has(resource.kind)) delete object.status
  if (counted.has(resource.kind)) object.metadata.generation = 1
  if (resource.kind === 'Namespace') {
    const spec = ensureFields(object, 'spec')
    const finalizers = Array.isArray(spec.finalizers) ? (spec.finalizers as string[]) : []
    if (!finalizers.includes('kubernetes')) spec.finalizers = [...finalizers, 'kubernetes']
  }
  const status = firstStatus[resource.kind]
  if (status !== undefined) object.status = structuredClone(status)
  if (resource.kind === 'Pod') object.status = {phase: 'Pending', ...gated(object), qosClass: qosClass(object)}
}

/** The condition of a pod that its gates keep from the scheduler. */
function gated(pod: KubeObject): Fields {
  if (listOf(pod.spec, 'schedulingGates').length === 0) return {}
  const message = 'Scheduling is blocked due to non-empty scheduling gates'
  return {
    conditions: [
      {type: 'PodScheduled', status: 'False', reason: 'SchedulingGated', message, lastProbeTime: null, lastTransitionTime: null},
    ],
  }
}

/** Limits a write to the fields of its subresource, and counts changes of the spec. */
export function prepareForUpdate(request: Request, next: KubeObject, current: KubeObject): void {
  const {resource, subresource} = request
  if (subresource?.name === 'status') {
    keepAllButStatus(next, current)
    if (next.kind === 'Pod' && isFields(next.status)) next.status.qosClass ??= fieldsOf(current, 'status').qosClass
    return
  }
  if (hasStatus(resource)) keep('status', next, current)
  if (subresource !== undefined) return
  if (resource.kind === 'Namespace') next.spec = {...fieldsOf(next, 'spec'), finalizers: fieldsOf(current, 'spec').finalizers ?? []}
  count(next, current)
}

function keep(field: string, next: KubeObject, current: KubeObject): void {
  if (current[field] === undefined) delete next[field]
  else next[field] = current[field]
}

/** Deployments count changes of their annotations too, as those are copied to ReplicaSets. */
function count(next: KubeObject, current: KubeObject): void {
  if (!counted.has(next.kind)) return
  const annotated = next.kind === 'Deployment' && !sameJson(next.metadata.annotations ?? {}, current.metadata.annotations ?? {})
  if (annotated || !sameJson(next.spec, current.spec)) next.metadata.generation = (current.metadata.generation ?? 0) + 1
}

function keepAllButStatus(next: KubeObject, current: KubeObject): void {
  for (const field of Object.keys({...next, ...current})) {
    if (field === 'status' || field === 'metadata') continue
    keep(field, next, current)
  }
  // Only the status strategies of nodes and pods accept changes of metadata.
  if (next.kind === 'Node') return
  const {labels, ownerReferences} = current.metadata
  if (ownerReferences === undefined) delete next.metadata.ownerReferences
  else next.metadata.ownerReferences = ownerReferences
  if (next.kind === 'Pod') return
  if (labels === undefined) delete next.metadata.labels
  else next.metadata.labels = labels
}
