import type {Inspection} from '../inspection/inspection.ts'
import {stringsIn} from './strings-in.ts'

/** A name that somebody chose, and what it names. */
export interface Name {
  readonly name: string
  /** Such as `cluster`. */
  readonly kind: string
}

/** What resources of Azure are called in placeholders, by their type in lower case. Container groups have the names of their pods, which stay. */
const kinds: Readonly<Record<string, string>> = {
  managedclusters: 'cluster',
  resourcegroups: 'group',
  virtualnetworks: 'network',
  subnets: 'subnet',
  userassignedidentities: 'identity',
  virtualmachinescalesets: 'scale-set',
  networksecuritygroups: 'security-group',
  routetables: 'route-table',
  natgateways: 'nat-gateway',
  networkinterfaces: 'interface',
}

const publicRegistries =
  /^(mcr\.microsoft\.com|docker\.io|index\.docker\.io|ghcr\.io|quay\.io|registry\.k8s\.io|gcr\.io|public\.ecr\.aws)$/i

/** Fields whose values are words of Kubernetes, Azure or Helm. A cluster may be called `linux`, and then it keeps this name. */
const vocabulary =
  /^(kind|type|status|reason|phase|operator|effect|key|verb|resource|apiVersion|osType|location|origin|tool|protocol|cloud|chartName|registrationState|provisioningState|powerState|manager|answer|is|subresource|operation|namespace)$/

/** Words that say nothing about whose cluster it is, and that logs and arguments contain. */
const words: ReadonlySet<string> = new Set(
  'aci aks api azure client cloud cluster connector container default dev group identity kubelet kubernetes main master network node pod prod server subnet system test virtual virtual-kubelet vnet'.split(
    ' ',
  ),
)

/** The names in an inspection that say whose cluster it is, each once. */
export function namesIn(inspection: Inspection): readonly Name[] {
  const strings = [...stringsIn(inspection)]
  const common = new Set([...words, ...strings.filter(({field}) => vocabulary.test(field)).map(({text}) => text.toLowerCase())])
  const found = [
    ...strings.flatMap(({text}) => namesInText(text)),
    ...strings.flatMap(({field, text}) => nameOfField(field, text)),
    {kind: 'cluster', name: inspection.cluster.subject.target},
    ...(inspection.target?.clusterName === undefined ? [] : [{kind: 'cluster', name: inspection.target.clusterName}]),
  ]
  const byName = new Map(found.map(one => [one.name.toLowerCase(), one]))
  return [...byName.values()].filter(({name}) => name.length > 2 && !common.has(name.toLowerCase()))
}

/** Names in ids of Azure, and in names of hosts. */
function namesInText(text: string): readonly Name[] {
  const ids = [...text.matchAll(/\/subscriptions\/[^\s"'?]+/gi)].flatMap(([id]) => [...id.matchAll(/\/([a-z]+)\/([^/]+)/gi)])
  const inIds = ids.flatMap(([, type = '', name = '']) => named(kinds[type.toLowerCase()], name))
  const hosts = [...text.matchAll(/(?<![\w-])([\w-]{1,63})(?:\.[\w-]{1,63}){0,6}\.azmk8s\.io/gi)].flatMap(([, name = '']) =>
    named('api', name),
  )
  const registries = [...text.matchAll(/(?<![\w-])([\w-]{1,63})\.azurecr\.(?:io|us|cn)\b/gi)].flatMap(([, name = '']) =>
    named('registry', name),
  )
  const tenants = [...text.matchAll(/(?<![\w-])([\w-]{1,63})\.onmicrosoft\.com\b/gi)].flatMap(([, name = '']) => named('tenant', name))
  return [...inIds, ...hosts, ...registries, ...tenants]
}

/** Without what a sentence has after an id. */
function named(kind: string | undefined, name: string): readonly Name[] {
  return kind === undefined ? [] : [{kind, name: name.replace(/[^\p{L}\p{N})]+$/u, '')}]
}

function nameOfField(field: string, text: string): readonly Name[] {
  if (/^(aciResourceGroup|resourceGroup|nodeResourceGroup)$/.test(field)) return [{kind: 'group', name: text}]
  if (field === 'vnetName' && text !== 'none') return [{kind: 'network', name: text}]
  if (field === 'subnetName') return [{kind: 'subnet', name: text}]
  if (/^(kubernetes\.azure\.com\/)?agentpool$/.test(field)) return [{kind: 'pool', name: text}]
  // Nodes with Windows have no dash in their names.
  if (field === 'kubernetes.io/hostname' && /^aks[a-z\d]+$/i.test(text)) return [{kind: 'node', name: text}]
  if (field === 'connectorName') return [{kind: 'connector', name: text}]
  if (field === 'image' || field === 'imageID') return registryOf(text)
  return []
}

function registryOf(image: string): readonly Name[] {
  const [host = '', ...rest] = image.replace(/^docker-pullable:\/\//, '').split('/')
  const isHost = rest.length > 0 && /[.:]/.test(host)
  return !isHost || publicRegistries.test(host) || /\.azurecr\.(io|us|cn)$/i.test(host) ? [] : [{kind: 'registry', name: host}]
}
