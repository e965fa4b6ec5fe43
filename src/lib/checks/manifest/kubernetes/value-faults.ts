import type {Flaw} from '../flaw.ts'
import type {ManifestObject} from '../objects.ts'
import {isCustom, type Workload} from '../workload.ts'
import {containerFaults} from './container-faults.ts'
import {duplicates, oneOf} from './value-tests.ts'

/** What the API server refuses although the types are right (pkg/apis/core/validation). Custom resources have rules of their own. */
export function valueFaults(workload: Workload, object: ManifestObject): readonly Flaw[] {
  const inPod = podFaults(workload)
  return isCustom(object)
    ? inPod
    : [...nameFaults(workload, object), ...selectorFaults(workload, object), ...restartFaults(workload), ...inPod]
}

const names = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/

function nameFaults({generated, lineOf, metadata}: Workload, {name = ''}: ManifestObject): readonly Flaw[] {
  const isValid = names.test(generated ? name.replace(/[-.]+$/, '') : name) && name.length <= 253
  if (name === '' || isValid) return []
  const message = `The name ${name} is invalid.`
  return [
    {
      message,
      line: lineOf(metadata, generated ? 'generateName' : 'name'),
      remedy: 'Use at most 253 lower-case letters, digits, dashes and dots, with a letter or digit at the beginning and the end.',
    },
  ]
}

interface Selecting {
  readonly selector?: {readonly matchLabels?: Readonly<Record<string, string>>; readonly matchExpressions?: readonly unknown[]}
}

/** A controller must select the pods that it makes. */
function selectorFaults({kind, podMetadata, lineOf}: Workload, {value}: ManifestObject): readonly Flaw[] {
  if (!['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'].includes(kind)) return []
  const {selector} = (value as {readonly spec?: Selecting}).spec ?? {}
  if (selector === undefined) return []
  const labels: Readonly<Record<string, string | undefined>> = podMetadata.labels ?? {}
  const {matchLabels = {}, matchExpressions = []} = selector
  if (Object.keys(matchLabels).length === 0 && matchExpressions.length === 0)
    return [{message: 'spec.selector is empty.', line: lineOf(selector), remedy: 'Set matchLabels to labels of the pod template.'}]
  return Object.entries(matchLabels)
    .filter(([key, label]) => labels[key] !== label)
    .map(([key, label]) => ({
      message: `spec.selector wants the label ${key}: ${label}, which the pod template does not have.`,
      line: lineOf(matchLabels, key),
      remedy: 'Use the same labels in spec.selector and spec.template.metadata.labels.',
    }))
}

function restartFaults({kind, pod, lineOf}: Workload): readonly Flaw[] {
  const isJob = kind === 'Job' || kind === 'CronJob'
  const allowed = isJob ? ['OnFailure', 'Never'] : kind === 'Pod' ? ['Always', 'OnFailure', 'Never'] : ['Always']
  if (pod.restartPolicy === undefined && isJob)
    return [
      {
        message: `The pods of a ${kind} have the restartPolicy Always if none is set, which is not allowed.`,
        line: lineOf(pod),
        remedy: 'Set restartPolicy to OnFailure or Never.',
      },
    ]
  if (pod.activeDeadlineSeconds !== undefined && !isJob && kind !== 'Pod')
    return [
      {
        message: `The pods of a ${kind} have activeDeadlineSeconds, which is not allowed.`,
        line: lineOf(pod, 'activeDeadlineSeconds'),
        remedy: 'Remove activeDeadlineSeconds, or use a Job.',
      },
    ]
  return oneOf(pod.restartPolicy, allowed, 'restartPolicy', lineOf(pod, 'restartPolicy'))
}

/** What a volume of each type must name. */
const required = {secret: 'secretName', configMap: 'name', persistentVolumeClaim: 'claimName'} as const

function sourceFaults(volume: NonNullable<Workload['pod']['volumes']>[number], lineOf: Workload['lineOf']): readonly Flaw[] {
  return Object.entries(required).flatMap(([type, field]) => {
    const source = (volume as Readonly<Record<string, Readonly<Record<string, unknown>> | null | undefined>>)[type]
    if (source === undefined || source === null || (source[field] ?? '') !== '') return []
    const message = `Volume ${volume.name ?? ''} does not say which ${type} it is of.`
    return [{message, line: lineOf(volume), remedy: `Set ${type}.${field}.`}]
  })
}

const tolerationEffects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']

function podFaults(workload: Workload): readonly Flaw[] {
  const {pod, lineOf} = workload
  const {volumes = [], tolerations = [], containers = [], initContainers = []} = pod
  return [
    ...duplicates([...initContainers, ...containers], lineOf, 'container'),
    ...duplicates(volumes, lineOf, 'volume'),
    ...volumes.flatMap(volume => {
      const sources = Object.keys(volume).filter(key => key !== 'name')
      if (sources.length <= 1) return sourceFaults(volume, lineOf)
      const message = `Volume ${volume.name ?? ''} has several types: ${sources.join(', ')}.`
      return [{message, line: lineOf(volume), remedy: 'Make one volume of each type.'}]
    }),
    ...tolerations.flatMap(toleration => {
      const {key = '', operator = 'Equal', value = '', effect} = toleration
      const line = lineOf(toleration)
      return [
        ...oneOf(operator, ['Exists', 'Equal', 'Lt', 'Gt'], 'operator of a toleration', line),
        ...oneOf(effect === '' ? undefined : effect, tolerationEffects, 'effect of a toleration', line),
        ...(operator === 'Exists' && value !== ''
          ? [{message: 'A toleration with the operator Exists has a value.', line, remedy: 'Remove the value, or set operator: Equal'}]
          : []),
        ...(operator !== 'Exists' && key === ''
          ? [
              {
                message: 'A toleration without a key has an operator other than Exists.',
                line,
                remedy: 'Add the key, or set operator: Exists',
              },
            ]
          : []),
      ]
    }),
    ...containerFaults(workload),
  ]
}
