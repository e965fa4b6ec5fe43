import type {Fact} from '../../checks/engine/fact.ts'
import type {ReleaseRef} from '../../helm/dialect.ts'
import type {Release} from '../../helm/releases.ts'
import {ofKind, type ConfigMapObject, type DeploymentObject, type KubeObject, type SecretObject} from '../../kubernetes/objects.ts'
import type {Reading} from '../../kubernetes/read.ts'
import {environmentOf, nodeArgument, osArgument} from '../model/deployment-arguments.ts'
import {releaseOfObject} from './left-objects.ts'
import {chartName, instanceLabel} from '../model/labels.ts'
import {nodeName as nodeNameOf, nodePrefix, parseNodeName, parseReleaseName, releaseName, type ConnectorId} from '../model/names.ts'
import {isRecordObject, readRecord, releaseOfRecord, type ConnectorRecord, type RecordFault} from '../model/record/record.ts'

/** A connector that is in the cluster, whoever installed it. */
export interface Candidate extends ConnectorId {
  readonly release: string
  /** Namespace of the Helm release; empty when only a node is left. */
  readonly namespace: string
  readonly nodeName: string
  /** Installed by vkctl, installed by Helm with a chart of azure-aci or az, or only a node or container groups that were left behind. */
  readonly origin: 'vkctl' | 'helm' | 'node'
  readonly record: ConnectorRecord | undefined
  /** Why the object with the name of its record is not a valid record; undefined if it is valid, or if there is no such object. */
  readonly recordFault: RecordFault | undefined
  /** resourceVersion of the object that holds the record. */
  readonly recordVersion?: string
}

/** What is read to find connectors. */
export interface Readings {
  /** Records, Deployments and pods with the labels of vkctl's chart. */
  readonly own: Fact<Reading>
  /** Deployments and pods with the labels of the charts of azure-aci. */
  readonly upstream: Fact<Reading>
  /** Nodes of type virtual-kubelet. */
  readonly nodes: Fact<Reading>
  readonly releases: Fact<readonly Release[]>
  /** Further objects with the labels of vkctl's chart. */
  readonly more: Fact<Reading>
  /** Names of nodes that have container groups. */
  readonly groupNodes: readonly string[]
}

/** Charts that install a connector: vkctl's, those of azure-aci, and those of virtual-kubelet before 2021, which az used. */
const connectorCharts: ReadonlySet<string> = new Set([
  chartName,
  'virtual-kubelet-azure-aci',
  'virtual-kubelet-aci-for-aks',
  'virtual-kubelet-for-aks',
  'virtual-kubelet',
])

/**
 * Whether a release may be that of a connector: one of these objects belongs to it, or its name is one that vkctl, az or the documentation of azure-aci
 * gives. Only these are unpacked, and then their chart decides.
 */
export function connectorReleases(objects: readonly KubeObject[]): (named: ReleaseRef) => boolean {
  const seen = new Set(
    objects.flatMap(({metadata: {annotations = {}}}) => {
      const name = annotations['meta.helm.sh/release-name']
      return name === undefined ? [] : `${annotations['meta.helm.sh/release-namespace']}/${name}`
    }),
  )
  return ({release, namespace}) =>
    seen.has(`${namespace}/${release}`) ||
    parseReleaseName(release) !== undefined ||
    /virtual-kubelet|aci-connector|azure-aci/.test(release)
}

/** Every connector in the readings, once: found by its record, or else by its release, by an object that is left of it, by its node, or by a container group. */
export function findCandidates(readings: Readings): readonly Candidate[] {
  const found: Candidate[] = []
  for (const candidate of [...fromRecords(readings), ...fromReleases(readings), ...fromObjects(readings), ...fromNodes(readings)]) {
    const isKnown = found.some(
      ({namespace, release, nodeName}) =>
        (namespace === candidate.namespace && release === candidate.release) ||
        (candidate.origin === 'node' && nodeName === candidate.nodeName),
    )
    if (!isKnown) found.push(candidate)
  }
  return found.toSorted((a, b) => a.release.localeCompare(b.release))
}

/** The objects that hold records, whatever is in them; if a release has two, the Secret comes first. */
export function recordObjects(objects: readonly KubeObject[]): readonly (SecretObject | ConfigMapObject)[] {
  return [...ofKind(objects, 'Secret'), ...ofKind(objects, 'ConfigMap')].filter(isRecordObject)
}

function fromRecords({own}: Readings): readonly Candidate[] {
  return recordObjects(objectsIn(own)).flatMap(object => {
    const {record, fault} = readRecord(object)
    const {namespace = '', resourceVersion} = object.metadata
    const release = releaseOfRecord(object)
    // Of a record that cannot be used, only the name and the namespace count.
    const id = record ?? (release === undefined ? undefined : parseReleaseName(release))
    if (id === undefined) return []
    const {connectorName, osType, location} = id
    return [
      {
        connectorName,
        osType,
        location,
        release: releaseName(id),
        namespace,
        nodeName: nodeNameOf(id),
        origin: 'vkctl' as const,
        record,
        recordFault: fault,
        ...(resourceVersion !== undefined && {recordVersion: resourceVersion}),
      },
    ]
  })
}

function fromReleases({own, upstream, releases}: Readings): readonly Candidate[] {
  const deployments = deploymentsIn(own, upstream)
  return (releases.known ? releases.value : [])
    .filter(({chartName: chart}) => connectorCharts.has(chart))
    .map(({name, namespace, chartName: chart}) => {
      const deployment = deployments.find(object => belongsTo(object, {release: name, namespace}))
      const id = parseReleaseName(name) ?? {
        connectorName: name,
        osType: osArgument(deployment),
        location: environmentOf(deployment, 'ACI_REGION') ?? '',
      }
      return {
        ...id,
        release: name,
        namespace,
        nodeName: nodeArgument(deployment) ?? nodeNameOf(id),
        origin: chart === chartName ? ('vkctl' as const) : ('helm' as const),
        record: undefined,
        recordFault: undefined,
      }
    })
}

/** Connectors of which neither the record nor the release is left. */
function fromObjects({own, more}: Readings): readonly Candidate[] {
  return [...objectsIn(own), ...objectsIn(more)].flatMap(object => {
    const found = releaseOfObject(object)
    const id = found && parseReleaseName(found.release)
    return found === undefined || id === undefined
      ? []
      : [{...id, ...found, nodeName: nodeNameOf(id), origin: 'vkctl' as const, record: undefined, recordFault: undefined}]
  })
}

function fromNodes({nodes, groupNodes}: Readings): readonly Candidate[] {
  const names = new Set([...ofKind(objectsIn(nodes), 'Node').map(({metadata}) => metadata.name), ...groupNodes])
  return [...names].flatMap(name => {
    const id = parseNodeName(name)
    return id === undefined
      ? []
      : [
          {
            ...id,
            release: name.slice(nodePrefix.length),
            namespace: '',
            nodeName: name,
            origin: 'node' as const,
            record: undefined,
            recordFault: undefined,
          },
        ]
  })
}

export function objectsIn(fact: Fact<Reading>): readonly KubeObject[] {
  return fact.known ? fact.value.objects : []
}

export function deploymentsIn(own: Fact<Reading>, upstream: Fact<Reading>): readonly DeploymentObject[] {
  return ofKind([...objectsIn(own), ...objectsIn(upstream)], 'Deployment')
}

/** Helm annotates each object with its release; Helm 2 sets only labels. */
export function belongsTo(
  {metadata: {annotations = {}, labels = {}}}: KubeObject,
  {release, namespace}: Pick<Candidate, 'release' | 'namespace'>,
): boolean {
  const note = annotations['meta.helm.sh/release-name']
  if (note !== undefined) return note === release && annotations['meta.helm.sh/release-namespace'] === namespace
  return labels[instanceLabel] === release || labels['release'] === release
}
