import type {Secret, Service} from '../../client/cluster-objects.ts'
import {expand, fieldOf} from '../../node/environment.ts'
import type {Container, EnvVar, Pod} from '../../client/pod-objects.ts'
import type {ClusterView} from '../cluster-view.ts'

/** A Secret, ConfigMap or key that the pod requires and that does not exist; `reason` is that of virtual-kubelet's event. */
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

type Kind = 'Secret' | 'ConfigMap'

const decoded = (secret: Secret | undefined): Record<string, string> | undefined =>
  secret && Object.fromEntries(Object.entries(secret.data ?? {}).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]))

/** The content of a Secret or ConfigMap; undefined if it does not exist and is optional. */
function dataOf(
  view: ClusterView,
  namespace: string,
  kind: Kind,
  {name, optional}: {name: string; optional?: boolean},
): Record<string, string> | undefined {
  const key = `${namespace}/${name}`
  const map = view.configMaps.items.get(key)
  const data = kind === 'Secret' ? decoded(view.secrets.items.get(key)) : map && (map.data ?? {})
  if (data === undefined && optional !== true)
    throw new MissingSourceError(`Mandatory${kind}NotFound`, `${kind.toLowerCase()} "${name}" not found`)
  return data
}

function valueFromKey(view: ClusterView, pod: Pod, {valueFrom}: EnvVar, hostIP: string): string | undefined {
  const ref = valueFrom?.secretKeyRef ?? valueFrom?.configMapKeyRef
  if (ref === undefined)
    return valueFrom?.fieldRef ? fieldOf(pod, valueFrom.fieldRef.fieldPath, {podIP: '', hostIP, nodeName: pod.spec.nodeName ?? ''}) : ''
  const kind = valueFrom?.secretKeyRef ? 'Secret' : 'ConfigMap'
  const value = dataOf(view, pod.metadata.namespace ?? 'default', kind, ref)?.[ref.key]
  if (value === undefined && ref.optional !== true)
    throw new MissingSourceError(`Mandatory${kind}NotFound`, `key "${ref.key}" in ${kind.toLowerCase()} "${ref.name}" not found`)
  return value
}

const wholeSources = (view: ClusterView, {metadata: {namespace = 'default'}}: Pod, {envFrom = []}: Container): [string, string][] =>
  envFrom.flatMap(({prefix = '', secretRef, configMapRef}) => {
    const ref = secretRef ?? configMapRef
    const data = ref && dataOf(view, namespace, secretRef ? 'Secret' : 'ConfigMap', ref)
    return Object.entries(data ?? {}).map(([key, value]): [string, string] => [prefix + key, value])
  })

/** The environment of a container with all values resolved, as the library of virtual-kubelet passes it to the provider. */
export function flatEnvironment(view: ClusterView, pod: Pod, container: Container, hostIP: string): FlatVariable[] {
  const env = new Map(wholeSources(view, pod, container))
  for (const variable of container.env ?? []) {
    const value =
      variable.valueFrom === undefined ? expand(variable.value ?? '', Object.fromEntries(env)) : valueFromKey(view, pod, variable, hostIP)
    if (value !== undefined) env.set(variable.name, value)
  }
  for (const {name, value} of linkedServices(view, pod)) if (!env.has(name)) env.set(name, value)
  return [...env].map(([name, value]) => ({name, value}))
}
