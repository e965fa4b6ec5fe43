import {ensureFields, fieldsOf, listOf, numberOf, type Fields, type KubeObject} from '../object.ts'
import {fill} from './fill.ts'
import {setPodSpecDefaults} from './pod-spec.ts'

function setJobSpecDefaults(spec: Fields): void {
  // Neither number means one pod; only parallelism means a queue of work, whose size is not known.
  if (spec.completions === undefined && spec.parallelism === undefined) spec.completions = 1
  fill(spec, {parallelism: 1, backoffLimit: 6, completionMode: 'NonIndexed', suspend: false, podReplacementPolicy: 'TerminatingOrFailed'})
  const pod = ensureFields(ensureFields(spec, 'template'), 'spec')
  const given = pod.restartPolicy
  setPodSpecDefaults(pod)
  // A Job has to say what happens to containers that end.
  if (given === undefined) delete pod.restartPolicy
}

/** The defaults of a Job. Its selector is the UID, with which the server labels the pods. */
export function setJobDefaults(job: KubeObject): void {
  const spec = ensureFields(job, 'spec')
  setJobSpecDefaults(spec)
  fill(spec, {manualSelector: false})
  const {uid} = job.metadata
  if (spec.manualSelector === true || uid === undefined || spec.selector !== undefined) return
  spec.selector = {matchLabels: {'batch.kubernetes.io/controller-uid': uid}}
  const metadata = ensureFields(ensureFields(spec, 'template'), 'metadata')
  const {name} = job.metadata
  metadata.labels = {
    ...fieldsOf(metadata, 'labels'),
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'job-name': name,
  }
}

export function setCronJobDefaults(cronJob: KubeObject): void {
  const spec = ensureFields(cronJob, 'spec')
  fill(spec, {concurrencyPolicy: 'Allow', suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1})
  setJobSpecDefaults(ensureFields(ensureFields(spec, 'jobTemplate'), 'spec'))
}

/** A HorizontalPodAutoscaler without metrics goes by 80 % of the requested CPU. */
export function setAutoscalerDefaults(autoscaler: KubeObject): void {
  const spec = ensureFields(autoscaler, 'spec')
  fill(spec, {minReplicas: 1})
  if (numberOf(spec, 'maxReplicas') !== undefined && listOf(spec, 'metrics').length === 0)
    spec.metrics = [{type: 'Resource', resource: {name: 'cpu', target: {type: 'Utilization', averageUtilization: 80}}}]
}
