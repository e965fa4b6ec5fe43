import {fieldsOf, isFields, numberOf, textOf, type KubeObject} from '../object.ts'
import type {Cause} from '../status-error.ts'
import {matchesSelector} from '../storage/label-selector.ts'
import {invalidValue, notSupported, required} from './cause.ts'
import {validateAnnotations, validateLabels} from './labels.ts'
import {validatePodSpec} from './pod-spec.ts'

export function validateWorkload(object: KubeObject): Cause[] {
  const spec = fieldsOf(object, 'spec')
  const template = fieldsOf(spec, 'template')
  const metadata = fieldsOf(template, 'metadata')
  const causes: Cause[] = []
  const replicas = numberOf(spec, 'replicas')
  if (replicas !== undefined && replicas < 0) causes.push(invalidValue('spec.replicas', replicas, 'must be greater than or equal to 0'))
  causes.push(...validateSelector(object.kind, spec.selector, metadata.labels))
  causes.push(
    ...validateLabels('spec.template.labels', metadata.labels),
    ...validateAnnotations('spec.template.annotations', metadata.annotations),
    ...validatePodSpec(fieldsOf(template, 'spec'), 'spec.template.spec', ['Always']),
  )
  if (object.kind === 'Deployment') causes.push(...validateStrategy(spec))
  return causes
}

function validateSelector(kind: string, selector: unknown, labels: unknown): Cause[] {
  if (!isFields(selector)) {
    return [required('spec.selector'), mismatch(labels)]
  }
  const {matchLabels, matchExpressions} = selector
  const empty =
    (!isFields(matchLabels) || Object.keys(matchLabels).length === 0) && (!Array.isArray(matchExpressions) || matchExpressions.length === 0)
  if (empty) return [invalidValue('spec.selector', selector, `empty selector is invalid for ${kind.toLowerCase()}`)]
  const matches = matchesSelector(selector, (isFields(labels) ? labels : {}) as Record<string, string>)
  return [...validateLabels('spec.selector.matchLabels', matchLabels), ...(matches ? [] : [mismatch(labels)])]
}

function mismatch(labels: unknown): Cause {
  return invalidValue('spec.template.metadata.labels', labels, '`selector` does not match template `labels`')
}

function validateStrategy(spec: Record<string, unknown>): Cause[] {
  const strategy = fieldsOf(spec, 'strategy')
  const type = textOf(strategy, 'type')
  if (type === 'Recreate') {
    if (!isFields(strategy.rollingUpdate)) return []
    return [
      {
        reason: 'FieldValueForbidden',
        message: "Forbidden: may not be specified when strategy `type` is 'Recreate'",
        field: 'spec.strategy.rollingUpdate',
      },
    ]
  }
  if (type !== 'RollingUpdate')
    return [notSupported('spec.strategy', {Type: type, RollingUpdate: strategy.rollingUpdate ?? null}, ['Recreate', 'RollingUpdate'])]
  const {maxSurge, maxUnavailable} = fieldsOf(strategy, 'rollingUpdate')
  const none = (value: unknown): boolean => value === 0 || value === '0%'
  return none(maxSurge) && none(maxUnavailable)
    ? [invalidValue('spec.strategy.rollingUpdate.maxUnavailable', maxUnavailable, 'may not be 0 when `maxSurge` is 0')]
    : []
}
