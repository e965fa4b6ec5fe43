import {ensureFields, fieldsOf, isFields, textOf, type Fields, type KubeObject} from '../object.ts'
import {fill} from './fill.ts'
import {setPodSpecDefaults} from './pod-spec.ts'

export function setWorkloadDefaults(object: KubeObject): void {
  const spec = ensureFields(object, 'spec')
  if (object.kind !== 'DaemonSet') fill(spec, {replicas: 1})
  if (object.kind === 'Deployment') setDeploymentDefaults(spec)
  if (object.kind === 'DaemonSet') {
    fill(spec, {revisionHistoryLimit: 10, updateStrategy: {type: 'RollingUpdate'}})
    rolling(spec.updateStrategy, {maxSurge: 0, maxUnavailable: 1})
  }
  if (object.kind === 'StatefulSet') {
    fill(spec, {revisionHistoryLimit: 10, podManagementPolicy: 'OrderedReady', updateStrategy: {type: 'RollingUpdate'}, serviceName: ''})
    rolling(spec.updateStrategy, {partition: 0})
  }
  setTemplateDefaults(spec)
  const labels = fieldsOf(fieldsOf(spec.template, 'metadata'), 'labels')
  if (object.kind === 'ReplicationController') fill(spec, {selector: labels})
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
