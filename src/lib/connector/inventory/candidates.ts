import type {Fact} from '../../checks/engine/fact.ts'
import type {ReleaseRef} from '../../helm/dialect.ts'
import {upstreamNamespace} from '../../helm/upstream-values.ts'
import {ofKind, type ConfigMapObject, type DeploymentObject, type KubeObject, type SecretObject} from '../../kubernetes/objects.ts'
import type {Reading} from '../../kubernetes/read.ts'
import {belongsTo, objectsIn, type Candidate, type Readings} from './candidate.ts'
import {connectorsOf, idOf} from './from-workloads.ts'
import {releaseOfObject} from './left-objects.ts'
import {nodeName as nodeNameOf, nodePrefix, parseNodeName, parseReleaseName, releaseName} from '../model/names.ts'
import {isRecordObject, readRecord, releaseOfRecord} from '../model/record/record.ts'
import {provedNodeName, unprovedNode} from '../model/record/node-name.ts'
import type {Manager} from '../model/result.ts'
import {connectorWorkloads} from './origin/connector-workloads.ts'
import {managerOf} from './origin/managed-by.ts'
import {isConnectorChart, originOfChart} from './origin/origin.ts'
import {isEarliestWindowsNode, registeredNodes} from './origin/virtual-kubelet.ts'
import {isVirtualNode} from './origin/virtual-node.ts'

/**
 * Whether a release may be that of a connector: one of these objects belongs to it, or its name is one that vkctl, az or the documentation of azure-aci
 * gives. Only these are unpacked, and then their chart decides.
 */
export function connectorReleases(objects: readonly KubeObject[], workloads: readonly DeploymentObject[]): (named: ReleaseRef) => boolean {
  const seen = new Set([
    ...objects.flatMap(({metadata: {annotations = {}}}) => {
      const name = annotations['meta.helm.sh/release-name']
      return name === undefined ? [] : `${annotations['meta.helm.sh/release-namespace']}/${name}`
    }),
    ...workloads.flatMap(connectorsOf).map(({namespace, release}) => `${namespace}/${release}`),
  ])
  return ({release, namespace}) =>
    seen.has(`${namespace}/${release}`) ||
    parseReleaseName(release) !== undefined ||
    /virtual-kubelet|aci-connector|azure-aci/.test(release)
}

/**
 * Every connector in the readings, once: found by its record, by the workload that runs it, or else by its release, by an object that is left of it, by
 * its node, or by a container group.
 */
export function findCandidates(readings: Readings): readonly Candidate[] {
  const found: Candidate[] = []
  const sources = [fromRecords, fromWorkloads, fromReleases, fromObjects, fromNodes]
  for (const candidate of sources.flatMap(from => from(readings))) if (!found.some(known => isSame(known, candidate))) found.push(candidate)
  return found.toSorted((a, b) => a.release.localeCompare(b.release) || a.nodeName.localeCompare(b.nodeName))
}

/** A release can run several connectors of other charts; of vkctl's chart it is one. */
function isSame(known: Candidate, {origin, workload, release, namespace, nodeName}: Candidate): boolean {
  if (origin === 'unknown')
    return known.nodeName === nodeName || (namespace !== '' && known.namespace === namespace && known.release === release)
  const isSameRelease = known.release === release && known.namespace === namespace
  return isSameRelease && (workload === undefined || known.workload === undefined)
}

/** The objects that hold records, whatever is in them; if a release has two, the Secret comes first. */
export function recordObjects(objects: readonly KubeObject[]): readonly (SecretObject | ConfigMapObject)[] {
  return [...ofKind(objects, 'Secret'), ...ofKind(objects, 'ConfigMap')].filter(isRecordObject)
}

function fromRecords({own, workloads, nodes}: Readings): readonly Candidate[] {
  const running = connectorWorkloads(workloads)
  return recordObjects(objectsIn(own)).flatMap(object => {
    const found = readRecord(object)
    const {namespace = '', resourceVersion} = object.metadata
    const release = releaseOfRecord(object)
    // Of a record that cannot be used, only the name and the namespace count.
    const id = found.record ?? (release === undefined ? undefined : parseReleaseName(release))
    if (id === undefined) return []
    const {connectorName, osType, location} = id
    const workload = running.find(one => belongsTo(one, {release: releaseName(id), namespace}))
    const proved = provedNodeName(id, found.record, {
      // Others can give a workload in their own namespaces the annotations of any release.
      registered:
        workload && [namespace, upstreamNamespace(releaseName(id))].includes(workload.metadata.namespace ?? '')
          ? registeredNodes(workload)[0]
          : undefined,
      isLeft: name => !workloads.known || (isThere(nodes, name) && !running.some(one => registeredNodes(one).includes(name))),
    })
    const {record, fault} = proved === undefined ? {record: undefined, fault: unprovedNode(found.record?.nodeName ?? '')} : found
    return [
      {
        connectorName,
        osType,
        location,
        release: releaseName(id),
        namespace,
        nodeName: proved ?? nodeNameOf(id),
        origin: 'vkctl' as const,
        managedBy: (workload && managerOf(workload)) ?? managedByHelm(releaseName(id), namespace),
        workload: undefined,
        record,
        recordFault: fault,
        ...(resourceVersion !== undefined && {recordVersion: resourceVersion}),
      },
    ]
  })
}

function isThere(nodes: Fact<Reading>, name: string): boolean {
  return ofKind(objectsIn(nodes), 'Node').some(node => node.metadata.name === name && isVirtualNode(node))
}

/** The release tells more: its chart, and if it has the name of what Helm 2 created without a mark, it was moved to Helm 3, or Helm 2 is in use. */
function fromWorkloads({workloads, releases}: Readings): readonly Candidate[] {
  return connectorWorkloads(workloads)
    .flatMap(connectorsOf)
    .map(one => {
      const found = releases.known
        ? releases.value.find(({name, namespace}) => name === one.release && namespace === one.namespace)
        : undefined
      if (found === undefined) return one
      const origin = one.origin === 'manifest' ? originOfChart(found.chartName, found.name) : one.origin
      const isUnmarked = one.managedBy === undefined || one.managedBy.tool === 'tiller'
      return {...one, origin, ...(isUnmarked && {managedBy: managedByHelm(one.release, one.namespace)})}
    })
}

/** Releases of connector charts of which no workload is left. */
function fromReleases({releases}: Readings): readonly Candidate[] {
  return (releases.known ? releases.value : [])
    .filter(({chartName: chart}) => isConnectorChart(chart))
    .map(({name, namespace, chartName: chart}) => {
      const origin = originOfChart(chart, name)
      const id = idOf(name, origin, undefined)
      return {
        ...id,
        release: name,
        namespace,
        nodeName: nodeNameOf(id),
        origin,
        managedBy: managedByHelm(name, namespace),
        workload: undefined,
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
      : [
          {
            ...id,
            ...found,
            nodeName: nodeNameOf(id),
            origin: 'vkctl' as const,
            managedBy: managedByHelm(found.release, found.namespace),
            workload: undefined,
            record: undefined,
            recordFault: undefined,
          },
        ]
  })
}

/** Nodes, and names of nodes that have container groups, that belong to no connector. */
function fromNodes({nodes, groupNodes}: Readings): readonly Candidate[] {
  const virtual = ofKind(objectsIn(nodes), 'Node').filter(isVirtualNode)
  const names = new Set(virtual.map(({metadata}) => metadata.name))
  return [
    ...virtual.map(({metadata: {name, labels = {}}}) => leftNode(name, labels['kubernetes.io/os'] ?? labels['beta.kubernetes.io/os'])),
    // Of another name it can be the node of an add-on that was just turned off, or of another cluster.
    ...groupNodes.filter(name => !names.has(name) && parseNodeName(name) !== undefined).map(name => leftNode(name, undefined)),
  ]
}

function leftNode(name: string, os: string | undefined): Candidate {
  const parsed = parseNodeName(name)
  return {
    ...(parsed ?? {connectorName: name, osType: os === 'windows' || isEarliestWindowsNode(name) ? 'Windows' : 'Linux', location: ''}),
    release: parsed === undefined ? name : name.slice(nodePrefix.length),
    namespace: '',
    nodeName: name,
    origin: 'unknown',
    managedBy: undefined,
    workload: undefined,
    record: undefined,
    recordFault: undefined,
  }
}

function managedByHelm(name: string, namespace: string): Manager {
  return {tool: 'helm', kind: 'release', namespace, name}
}
