import type {Context, Request} from '../context.ts'
import {fieldsOf, isFields, type Fields, type KubeObject} from '../object.ts'
import {forbidden} from '../status-error.ts'
import {violations, type Level} from './pod-security-checks.ts'

const prefix = 'pod-security.kubernetes.io/'

interface Policy {
  readonly level: Level
  readonly version: string
}

function policyOf(context: Context, namespace: string | undefined, mode: 'enforce' | 'warn'): Policy | undefined {
  const labels = context.store.get('namespaces', undefined, namespace ?? '')?.metadata.labels ?? {}
  const level = labels[`${prefix}${mode}`]
  if (level !== 'baseline' && level !== 'restricted') return undefined
  return {level, version: labels[`${prefix}${mode}-version`] ?? 'latest'}
}

/** Refuses a pod that the Pod Security level of its namespace does not allow. */
export function enforcePodSecurity(context: Context, request: Request, pod: KubeObject): void {
  const spec = fieldsOf(pod, 'spec')
  const enforced = policyOf(context, request.namespace, 'enforce')
  const found = enforced === undefined ? [] : violations(spec, enforced.level)
  if (enforced !== undefined && found.length > 0) {
    throw forbidden(
      {group: '', resource: 'pods', name: pod.metadata.name},
      `violates PodSecurity "${enforced.level}:${enforced.version}": ${found.join(', ')}`,
    )
  }
  warn(context, request, spec)
}

/** Workloads are accepted with a warning, because their pods will be refused. */
export function warnOfPodSecurity(context: Context, request: Request, object: KubeObject): void {
  const template = fieldsOf(object, 'spec').template
  if (isFields(template)) warn(context, request, fieldsOf(template, 'spec'))
}

function warn(context: Context, request: Request, spec: Fields): void {
  const policy = policyOf(context, request.namespace, 'warn')
  if (policy === undefined) return
  const found = violations(spec, policy.level)
  if (found.length > 0) request.warnings.push(`would violate PodSecurity "${policy.level}:${policy.version}": ${found.join(', ')}`)
}
