import type {Context, Request} from '../context.ts'
import {fieldsOf, type KubeObject} from '../object.ts'
import {invalid, type Cause} from '../status-error.ts'
import {validateAutoscaler, validateCronJob, validateIngress, validateJob, validatePriorityClass} from './batch.ts'
import {required} from './cause.ts'
import {validateData} from './data.ts'
import {immutableCauses} from './immutable.ts'
import {validateAnnotations, validateLabels} from './labels.ts'
import {validateName, validateSubdomain} from './names.ts'
import {validateNode} from './node.ts'
import {validatePodSpec} from './pod-spec.ts'
import {validateLease, validatePdb} from './policy.ts'
import {validateBinding, validateRole} from './rbac.ts'
import {validateService} from './service.ts'
import {validateWorkload} from './workload.ts'

/** Throws a 422 that lists all errors in a new object. */
export function validateCreate(_context: Context, request: Request, object: KubeObject): void {
  refuse(request, object, [...validateMetadata(object), ...(byKind.get(object.kind)?.(object) ?? [])])
}

/** Throws a 422 that lists all errors in a changed object, and all changes that are not allowed. */
export function validateUpdate(_context: Context, request: Request, next: KubeObject, current: KubeObject): void {
  const status = request.subresource?.name === 'status'
  refuse(request, next, [
    ...validateMetadata(next),
    ...(status ? [] : [...(byKind.get(next.kind)?.(next) ?? []), ...immutableCauses(next, current)]),
  ])
}

function refuse({resource: {kind, group}}: Request, {metadata}: KubeObject, causes: readonly Cause[]): void {
  if (causes.length > 0) throw invalid(kind, group, metadata.name, causes)
}

function validateMetadata({kind, metadata}: KubeObject): Cause[] {
  const owners = (metadata.ownerReferences ?? []).flatMap(({apiVersion, kind: ownerKind, name, uid}, index) =>
    Object.entries({apiVersion, kind: ownerKind, name, uid})
      .filter(([, value]) => (value ?? '') === '')
      .map(([field]) => required(`metadata.ownerReferences[${index}].${field}`)),
  )
  return [
    ...validateName(kind, metadata.name),
    ...owners,
    ...validateLabels('metadata.labels', metadata.labels),
    ...validateAnnotations('metadata.annotations', metadata.annotations),
    ...(metadata.finalizers ?? []).flatMap(name =>
      name.includes('/') ? [] : validateSubdomain('metadata.finalizers', name.toLowerCase()),
    ),
  ]
}

const byKind: ReadonlyMap<string, (object: KubeObject) => Cause[]> = new Map([
  ['Pod', (object: KubeObject) => validatePodSpec(fieldsOf(object, 'spec'), 'spec', ['Always', 'OnFailure', 'Never'])],
  ...['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'].map(kind => [kind, validateWorkload] as const),
  ['Job', validateJob],
  ['CronJob', validateCronJob],
  ['HorizontalPodAutoscaler', validateAutoscaler],
  ['Ingress', validateIngress],
  ['PriorityClass', validatePriorityClass],
  ['Secret', validateData],
  ['ConfigMap', validateData],
  ['Role', validateRole],
  ['ClusterRole', validateRole],
  ['RoleBinding', validateBinding],
  ['ClusterRoleBinding', validateBinding],
  ['Service', validateService],
  ['Node', validateNode],
  ['Lease', validateLease],
  ['PodDisruptionBudget', validatePdb],
])
