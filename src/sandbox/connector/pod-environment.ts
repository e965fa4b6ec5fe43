import type {Secret, Service} from '../cluster-objects.ts'
import {expand, fieldOf} from '../node/environment.ts'
import type {Container, EnvVar, Pod} from '../pod-objects.ts'
import type {ClusterView} from './cluster-view.ts'

/** A secret, config map or key that the pod must have and that is not there; `reason` is that of virtual-kubelet's event. */
export class MissingSourceError extends Error {
  readonly reason: string

  constructor(reason: string, message: string) {
    super(message)
    this.reason = reason
  }
}

export interface FlatVariable {
  readonly name: string
  readonly value: string
}

const variableName = (name: string): string => name.toUpperCase().replaceAll('-', '_')

/** The variables of one service, in the order and with the names of Kubernetes' service links. */
function serviceVariables({metadata, spec}: Service): FlatVariable[] {
  const ip = spec?.clusterIP ?? ''
  const ports = spec?.ports ?? []
  const first = ports[0]
  if (ip === '' || ip === 'None' || first === undefined) return []
  const prefix = variableName(metadata.name)
  const url = ({port, protocol = 'TCP'}: {port: number; protocol?: string}): string => `${protocol.toLowerCase()}://${ip}:${port}`
  return [
    {name: `${prefix}_SERVICE_HOST`, value: ip},
    {name: `${prefix}_SERVICE_PORT`, value: String(first.port)},
    ...ports.flatMap(({name, port}) => (name ? [{name: `${prefix}_SERVICE_PORT_${variableName(name)}`, value: String(port)}] : [])),
    {name: `${prefix}_PORT`, value: url(first)},
    ...ports.flatMap(port => {
      const protocol = port.protocol ?? 'TCP'
      const own = `${prefix}_PORT_${port.port}_${protocol}`
      return [
        {name: own, value: url(port)},
        {name: `${own}_PROTO`, value: protocol.toLowerCase()},
        {name: `${own}_PORT`, value: String(port.port)},
        {name: `${own}_ADDR`, value: ip},
      ]
    }),
  ]
}

function linkedServices(view: ClusterView, pod: Pod): FlatVariable[] {
  const links = pod.spec.enableServiceLinks ?? true
  const services = [...view.services.items.values()]
  const master = services.find(({metadata}) => metadata.namespace === 'default' && metadata.name === 'kubernetes')
  const own = links ? services.filter(service => service !== master && service.metadata.namespace === pod.metadata.namespace) : []
  return [...own, ...(master === undefined ? [] : [master])].flatMap(serviceVariables)
}

const decoded = (secret: Secret | undefined): Record<string, string> | undefined =>
  secret && Object.fromEntries(Object.entries(secret.data ?? {}).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]))

/** The environment of a container with nothing but values, as the library of virtual-kubelet hands it to the provider. */
export function flatEnvironment(view: ClusterView, pod: Pod, container: Container, hostIP: string): FlatVariable[] {
  const namespace = pod.metadata.namespace ?? 'default'
  const dataOf = (kind: 'Secret' | 'ConfigMap', name: string): Record<string, string> | undefined => {
    const key = `${namespace}/${name}`
    if (kind === 'Secret') return decoded(view.secrets.items.get(key))
    const map = view.configMaps.items.get(key)
    return map && (map.data ?? {})
  }
  const missing = (kind: 'Secret' | 'ConfigMap', name: string): never => {
    throw new MissingSourceError(`Mandatory${kind}NotFound`, `${kind === 'Secret' ? 'secret' : 'configmap'} "${name}" not found`)
  }
  const env = new Map<string, string>()
  for (const {prefix = '', secretRef, configMapRef} of container.envFrom ?? []) {
    const kind = secretRef ? 'Secret' : 'ConfigMap'
    const ref = secretRef ?? configMapRef
    if (ref === undefined) continue
    const data = dataOf(kind, ref.name)
    if (data === undefined && ref.optional !== true) missing(kind, ref.name)
    for (const [key, value] of Object.entries(data ?? {})) env.set(prefix + key, value)
  }
  const fromKey = ({valueFrom}: EnvVar): string | undefined => {
    const ref = valueFrom?.secretKeyRef ?? valueFrom?.configMapKeyRef
    if (ref === undefined) return valueFrom?.fieldRef ? fieldOf(pod, valueFrom.fieldRef.fieldPath, {podIP: '', hostIP, nodeName: pod.spec.nodeName ?? ''}) : ''
    const kind = valueFrom?.secretKeyRef ? 'Secret' : 'ConfigMap'
    const data = dataOf(kind, ref.name)
    if (data === undefined && ref.optional !== true) missing(kind, ref.name)
    const value = data?.[ref.key]
    if (value === undefined && ref.optional !== true) {
      throw new MissingSourceError(`Mandatory${kind}NotFound`, `key "${ref.key}" in ${kind === 'Secret' ? 'secret' : 'configmap'} "${ref.name}" not found`)
    }
    return value
  }
  for (const variable of container.env ?? []) {
    const value = variable.valueFrom === undefined ? expand(variable.value ?? '', Object.fromEntries(env)) : fromKey(variable)
    if (value !== undefined) env.set(variable.name, value)
  }
  for (const {name, value} of linkedServices(view, pod)) if (!env.has(name)) env.set(name, value)
  return [...env].map(([name, value]) => ({name, value}))
}
