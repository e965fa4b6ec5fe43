import type {Secret, Service} from '../../client/cluster-objects.ts'
import {expand} from '../../node/environment.ts'
import type {Container, EnvVar, Pod} from '../../client/pod-objects.ts'
import type {ClusterView} from '../cluster-view.ts'

/** Why virtual-kubelet does not even call the provider for a pod. */
export class EnvironmentError extends Error {
  /** What it says as an event of the pod; undefined if it says so only in its log. */
  readonly event: {readonly reason: string; readonly message: string} | undefined

  constructor(message: string, event?: {readonly reason: string; readonly message: string}) {
    super(message)
    this.event = event
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
  if (data === undefined && optional !== true) {
    const message = `${kind.toLowerCase()} "${name}" not found`
    throw new EnvironmentError(message, {reason: `Mandatory${kind}NotFound`, message})
  }
  return data
}

/** What the downward API has of a pod (virtual-kubelet v1.11, internal/podutils). */
function fieldOf({metadata, spec}: Pod, path: string): string {
  const keyed = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path)
  if (keyed) return metadata[keyed[1] as 'labels' | 'annotations']?.[keyed[2] ?? ''] ?? ''
  const fields: Readonly<Record<string, string | undefined>> = {
    'metadata.name': metadata.name,
    'metadata.namespace': metadata.namespace,
    'metadata.uid': metadata.uid,
    'spec.nodeName': spec.nodeName,
    'spec.serviceAccountName': spec.serviceAccountName ?? '',
  }
  const value = fields[path]
  if (value !== undefined) return value
  const convertible = ['spec.restartPolicy', 'spec.schedulerName', 'status.phase', 'status.hostIP', 'status.podIP', 'status.podIPs']
  throw new EnvironmentError(convertible.includes(path) ? `unsupported fieldPath: ${path}` : `field label not supported: ${path}`)
}

/** The value of a variable; undefined if it is left out. */
function valueFromKey(view: ClusterView, pod: Pod, {valueFrom}: EnvVar): string | undefined {
  const ref = valueFrom?.secretKeyRef ?? valueFrom?.configMapKeyRef
  // virtual-kubelet knows no other sources, such as resourceFieldRef.
  if (ref === undefined) return valueFrom?.fieldRef && fieldOf(pod, valueFrom.fieldRef.fieldPath)
  const kind = valueFrom?.secretKeyRef ? 'Secret' : 'ConfigMap'
  const value = dataOf(view, pod.metadata.namespace ?? 'default', kind, ref)?.[ref.key]
  if (value === undefined && ref.optional !== true) {
    const object = kind.toLowerCase()
    throw new EnvironmentError(`${object} "${ref.name}" doesn't contain the "${ref.key}" key required by pod ${pod.metadata.name}`, {
      reason: `Mandatory${kind}KeyNotFound`,
      message: `key "${ref.key}" does not exist in ${object} "${ref.name}"`,
    })
  }
  return value
}

/** Kubernetes takes these names; keys with others are skipped. */
const isVariableName = (name: string): boolean => /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name) && name !== '.' && !name.startsWith('..')

const wholeSources = (view: ClusterView, {metadata: {namespace = 'default'}}: Pod, {envFrom = []}: Container): [string, string][] =>
  envFrom.flatMap(({prefix = '', secretRef, configMapRef}) => {
    const ref = secretRef ?? configMapRef
    const data = ref && dataOf(view, namespace, secretRef ? 'Secret' : 'ConfigMap', ref)
    return Object.entries(data ?? {})
      .map(([key, value]): [string, string] => [prefix + key, value])
      .filter(([name]) => isVariableName(name))
  })

/** The environment of a container with all values resolved, as the library of virtual-kubelet passes it to the provider. */
export function flatEnvironment(view: ClusterView, pod: Pod, container: Container): FlatVariable[] {
  const env = new Map(wholeSources(view, pod, container))
  const services = linkedServices(view, pod)
  const ofServices = Object.fromEntries(services.map(({name, value}) => [name, value]))
  for (const variable of container.env ?? []) {
    const value =
      variable.valueFrom === undefined
        ? expand(variable.value ?? '', {...ofServices, ...Object.fromEntries(env)})
        : valueFromKey(view, pod, variable)
    if (value !== undefined) env.set(variable.name, value)
  }
  for (const {name, value} of services) if (!env.has(name)) env.set(name, value)
  return [...env].map(([name, value]) => ({name, value}))
}
