import {fieldsOf, isFields, listOf, numberOf, textOf, type Fields, type KubeObject} from '../object.ts'
import type {Cause} from '../status-error.ts'
import {forbiddenField, invalidValue, oneOf, required} from './cause.ts'
import {validatePodSpec} from './pod-spec.ts'

const ending = ['OnFailure', 'Never']

function validateJobSpec(spec: Fields, at: string): Cause[] {
  const template = fieldsOf(fieldsOf(spec, 'template'), 'spec')
  const policy = textOf(template, 'restartPolicy')
  const where = `${at}.template.spec.restartPolicy`
  const policies = policy === '' ? [required(where, 'valid values: "OnFailure", "Never"')] : oneOf(where, policy, ending)
  return [
    ...['parallelism', 'completions', 'backoffLimit', 'activeDeadlineSeconds', 'ttlSecondsAfterFinished'].flatMap(field =>
      (numberOf(spec, field) ?? 0) < 0 ? [invalidValue(`${at}.${field}`, spec[field], 'must be greater than or equal to 0')] : [],
    ),
    ...oneOf(`${at}.completionMode`, spec.completionMode, ['Indexed', 'NonIndexed']),
    ...validatePodSpec({...template, restartPolicy: undefined}, `${at}.template.spec`, ending),
    ...policies,
  ]
}

export const validateJob = (job: KubeObject): Cause[] => validateJobSpec(fieldsOf(job, 'spec'), 'spec')

/** Five fields of numbers, names, ranges, lists and steps, or a word such as `@daily`. */
function isSchedule(text: string): boolean {
  if (/^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/.test(text) || /^@every \S+$/.test(text)) return true
  const fields = text.trim().split(/\s+/)
  return (
    fields.length === 5 &&
    fields.every(field => /^(\*|\?|[\dA-Za-z]+(-[\dA-Za-z]+)?)(\/\d+)?(,(\*|[\dA-Za-z]+(-[\dA-Za-z]+)?)(\/\d+)?)*$/.test(field))
  )
}

export function validateCronJob(cronJob: KubeObject): Cause[] {
  const spec = fieldsOf(cronJob, 'spec')
  const schedule = textOf(spec, 'schedule')
  const causes: Cause[] = []
  if (schedule === '') causes.push(required('spec.schedule'))
  else if (!isSchedule(schedule)) {
    const found = schedule.trim().split(/\s+/)
    const why =
      found.length === 5 ? `failed to parse ${schedule}` : `expected exactly 5 fields, found ${found.length}: [${found.join(' ')}]`
    causes.push(invalidValue('spec.schedule', schedule, why))
  }
  return [
    ...causes,
    ...oneOf('spec.concurrencyPolicy', spec.concurrencyPolicy, ['Allow', 'Forbid', 'Replace']),
    ...validateJobSpec(fieldsOf(fieldsOf(spec, 'jobTemplate'), 'spec'), 'spec.jobTemplate.spec'),
  ]
}

export function validateAutoscaler(autoscaler: KubeObject): Cause[] {
  const spec = fieldsOf(autoscaler, 'spec')
  const reference = fieldsOf(spec, 'scaleTargetRef')
  const least = numberOf(spec, 'minReplicas') ?? 1
  const most = numberOf(spec, 'maxReplicas') ?? 0
  return [
    ...(least < 1 ? [invalidValue('spec.minReplicas', least, 'must be greater than or equal to 1')] : []),
    ...(most === 0 ? [required('spec.maxReplicas', 'must be set and greater than 0')] : []),
    ...(most < 0 ? [invalidValue('spec.maxReplicas', most, 'must be greater than or equal to 1')] : []),
    ...(most < least ? [invalidValue('spec.maxReplicas', most, 'must be greater than or equal to `minReplicas`')] : []),
    ...['kind', 'name'].flatMap(field => (textOf(reference, field) === '' ? [required(`spec.scaleTargetRef.${field}`)] : [])),
  ]
}

export function validateIngress(ingress: KubeObject): Cause[] {
  const spec = fieldsOf(ingress, 'spec')
  if (listOf(spec, 'rules').length === 0 && !isFields(spec.defaultBackend))
    return [invalidValue('spec', {}, 'either `defaultBackend` or `rules` must be specified')]
  return listOf(spec, 'rules').flatMap((rule, index) =>
    listOf(fieldsOf(rule, 'http'), 'paths').flatMap((path, at) => {
      const field = `spec.rules[${index}].http.paths[${at}].pathType`
      return path.pathType === undefined
        ? [required(field, 'pathType must be specified')]
        : oneOf(field, path.pathType, ['Exact', 'ImplementationSpecific', 'Prefix'])
    }),
  )
}

/** Values above this are for the classes of the system. */
const highest = 1_000_000_000

export function validatePriorityClass(priorityClass: KubeObject): Cause[] {
  const {name} = priorityClass.metadata
  const value = numberOf(priorityClass, 'value') ?? 0
  if (name.startsWith('system-')) {
    const why = "priority class names with 'system-' prefix are reserved for system use only"
    return [forbiddenField('metadata.name', `${why}. error: ${name} is not a known system priority class`)]
  }
  return value > highest ? [forbiddenField('value', `maximum allowed value of a user defined priority is ${highest}`)] : []
}
