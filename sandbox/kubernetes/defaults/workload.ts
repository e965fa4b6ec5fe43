import {ensureFields, isFields, textOf, type Fields, type KubeObject} from '../object.ts'
import {fill} from './fill.ts'
import {setPodSpecDefaults} from './pod-spec.ts'

export function setWorkloadDefaults(object: KubeObject): void {
  const spec = ensureFields(object, 'spec')
  if (object.kind === 'CronJob') {
    fill(spec, {concurrencyPolicy: 'Allow', suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1})
    setTemplateDefaults(ensureFields(ensureFields(spec, 'jobTemplate'), 'spec'))
    return
  }
  if (object.kind === 'Job')
    fill(spec, {
      completions: 1,
      parallelism: 1,
      backoffLimit: 6,
      completionMode: 'NonIndexed',
      suspend: false,
      podReplacementPolicy: 'TerminatingOrFailed',
    })
  if (['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController'].includes(object.kind)) fill(spec, {replicas: 1})
  if (object.kind === 'Deployment') setDeploymentDefaults(spec)
  if (object.kind === 'DaemonSet') {
    fill(spec, {revisionHistoryLimit: 10, updateStrategy: {type: 'RollingUpdate'}})
    rolling(spec.updateStrategy, {maxSurge: 0, maxUnavailable: 1})
  }
  if (object.kind === 'StatefulSet') {
    fill(spec, {
      revisionHistoryLimit: 10,
      podManagementPolicy: 'OrderedReady',
      updateStrategy: {type: 'RollingUpdate'},
      serviceName: '',
      persistentVolumeClaimRetentionPolicy: {whenDeleted: 'Retain', whenScaled: 'Retain'},
    })
    rolling(spec.updateStrategy, {partition: 0})
  }
  setTemplateDefaults(spec)
}

function setDeploymentDefaults(spec: Fields): void {
  fill(spec, {revisionHistoryLimit: 10, progressDeadlineSeconds: 600, strategy: {}})
  if (isFields(spec.strategy)) fill(spec.strategy, {type: 'RollingUpdate'})
  rolling(spec.strategy, {maxSurge: '25%', maxUnavailable: '25%'})
}

function rolling(strategy: unknown, defaults: Fields): void {
  if (isFields(strategy) && textOf(strategy, 'type') === 'RollingUpdate') fill(ensureFields(strategy, 'rollingUpdate'), defaults)
}

function setTemplateDefaults(spec: Fields): void {
  const template = ensureFields(spec, 'template')
  ensureFields(template, 'metadata')
  setPodSpecDefaults(ensureFields(template, 'spec'))
}
