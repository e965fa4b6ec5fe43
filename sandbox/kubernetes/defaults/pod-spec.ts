import {isFields, listOf, textOf, type Fields} from '../object.ts'
import {fill} from './fill.ts'

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const

/** The defaults of a pod's spec, in a pod or in the template of a workload. */
export function setPodSpecDefaults(spec: Fields): void {
  fill(spec, {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
  })
  // The older name of the same field; both are always shown.
  const account = textOf(spec, 'serviceAccountName') || textOf(spec, 'serviceAccount')
  if (account !== '') Object.assign(spec, {serviceAccountName: account, serviceAccount: account})
  else {
    delete spec.serviceAccount
    delete spec.serviceAccountName
  }
  for (const falsy of ['hostNetwork', 'hostPID', 'hostIPC']) if (spec[falsy] === false) delete spec[falsy]
  for (const container of [...listOf(spec, 'containers'), ...listOf(spec, 'initContainers')]) setContainerDefaults(container)
  for (const volume of listOf(spec, 'volumes')) setVolumeDefaults(volume)
  if (spec.hostNetwork === true) {
    for (const container of listOf(spec, 'containers')) for (const port of listOf(container, 'ports')) port.hostPort ??= port.containerPort
  }
}

function setContainerDefaults(container: Fields): void {
  const image = textOf(container, 'image')
  const tagless = !/[:@][^/]*$/.test(image)
  fill(container, {
    imagePullPolicy: tagless || image.endsWith(':latest') ? 'Always' : 'IfNotPresent',
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  })
  for (const port of listOf(container, 'ports')) fill(port, {protocol: 'TCP'})
  for (const variable of listOf(container, 'env')) {
    const source = variable.valueFrom
    if (isFields(source) && isFields(source.fieldRef)) fill(source.fieldRef, {apiVersion: 'v1'})
    if (isFields(source) && isFields(source.resourceFieldRef)) fill(source.resourceFieldRef, {divisor: '0'})
  }
  for (const name of probes) if (isFields(container[name])) setProbeDefaults(container[name])
  if (isFields(container.lifecycle)) {
    for (const hook of ['postStart', 'preStop']) {
      const handler = container.lifecycle[hook]
      if (isFields(handler) && isFields(handler.httpGet)) fill(handler.httpGet, {path: '/', scheme: 'HTTP'})
    }
  }
}

function setProbeDefaults(probe: Fields): void {
  for (const field of ['timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold', 'initialDelaySeconds']) {
    if (probe[field] === 0) delete probe[field]
  }
  fill(probe, {timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3})
  if (isFields(probe.httpGet)) fill(probe.httpGet, {path: '/', scheme: 'HTTP'})
  if (isFields(probe.grpc)) fill(probe.grpc, {service: ''})
}

function setVolumeDefaults(volume: Fields): void {
  for (const source of ['secret', 'configMap', 'downwardAPI', 'projected'])
    if (isFields(volume[source])) fill(volume[source], {defaultMode: 420})
  if (isFields(volume.hostPath)) fill(volume.hostPath, {type: ''})
  for (const item of listOf(volume.downwardAPI, 'items')) if (isFields(item.fieldRef)) fill(item.fieldRef, {apiVersion: 'v1'})
  for (const source of listOf(volume.projected, 'sources')) {
    if (isFields(source.serviceAccountToken)) fill(source.serviceAccountToken, {expirationSeconds: 3600})
    for (const item of listOf(source.downwardAPI, 'items')) if (isFields(item.fieldRef)) fill(item.fieldRef, {apiVersion: 'v1'})
  }
  if (Object.keys(volume).length === 1) volume.emptyDir = {}
}
