import type {ConnectorFacts} from '../checks/connector-facts.ts'
import {factOf, known, unknown, type Fact} from '../checks/fact.ts'
import type {Release} from '../helm/releases.ts'
import type {DeploymentObject, KubeObject, LeaseObject, NodeObject, PodObject} from '../kube/objects.ts'
import {listObjects, readObjects, type Reading} from '../kube/read.ts'
import type {ClusterSession} from './cluster-access.ts'
import {environmentOf, nodeArgument, osArgument, runsConnectorOf} from './deployment-arguments.ts'
import type {Host} from './host.ts'
import {chartName, instanceLabel} from './labels.ts'
import {nodeName as nodeNameOf, parseNodeName, parseReleaseName, type ConnectorId} from './names.ts'
import {readReceipt, type Receipt} from './receipt.ts'

/** A connector that is in the cluster, whoever installed it. */
export interface Installed extends ConnectorId {
  readonly release: string
  /** Namespace of the Helm release. */
  readonly namespace: string
  readonly nodeName: string
  /** vkctl, or a chart of azure-aci or az put there by hand, or only a node that was left behind. */
  readonly origin: 'vkctl' | 'helm' | 'node'
  readonly receipt: Receipt | undefined
  readonly facts: ConnectorFacts
}

/** Charts that install a connector (azure-aci; virtual-kubelet before 2021, which az used). */
const connectorCharts: ReadonlySet<string> = new Set([chartName, 'virtual-kubelet-azure-aci', 'virtual-kubelet-aci-for-aks', 'virtual-kubelet-for-aks', 'virtual-kubelet'])

interface Readings {
  readonly own: Fact<Reading>
  readonly upstream: Fact<Reading>
  readonly nodes: Fact<Reading>
  readonly releases: Fact<readonly Release[]>
}

/** Finds every connector of the cluster and reads what is known of it. What could not be read is unknown, not absent. */
export async function readInstalled({signal, now}: Pick<Host, 'signal' | 'now'>, {kubectl, helm}: ClusterSession): Promise<readonly Installed[]> {
  const fact = <T>(reading: Promise<T>): Promise<Fact<T>> => factOf(reading, signal)
  const [own, upstream, nodes, releases] = await Promise.all([
    fact(listObjects(kubectl, {kinds: ['configmaps', 'deployments.apps', 'pods'], labels: `app.kubernetes.io/name=${chartName}`})),
    fact(listObjects(kubectl, {kinds: ['deployments.apps', 'pods'], labels: 'app in (virtual-kubelet-azure-aci,virtual-kubelet-aci-for-aks)'})),
    fact(listObjects(kubectl, {kinds: ['nodes'], labels: 'type=virtual-kubelet'})),
    fact(helm.releases({})),
  ])
  const readings: Readings = {own, upstream, nodes, releases}
  const candidates = findCandidates(readings)
  const leases = candidates.length === 0 ? known<Reading>({objects: [], unreadable: []}) : await fact(readObjects(kubectl, candidates.map(({nodeName: name}) => ({apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', name, namespace: 'kube-node-lease'}))))
  return candidates.map(candidate => ({...candidate, facts: factsOf(candidate, candidates, readings, leases, now())}))
}

type Candidate = Omit<Installed, 'facts'>

function findCandidates({own, upstream, nodes, releases}: Readings): readonly Candidate[] {
  const found = new Map<string, Candidate>()
  const add = (candidate: Candidate): void => {
    if (![...found.values()].some(({nodeName}) => nodeName === candidate.nodeName && candidate.origin === 'node')) {
      const key = `${candidate.namespace}/${candidate.release}`
      if (!found.has(key)) found.set(key, candidate)
    }
  }
  for (const receipt of objectsOf(own, 'ConfigMap').map(readReceipt)) {
    if (receipt !== undefined) add({connectorName: receipt.connectorName, osType: receipt.osType, location: receipt.location, release: receipt.release, namespace: receipt.namespace, nodeName: receipt.nodeName, origin: 'vkctl', receipt})
  }
  const deployments = [...objectsOf<DeploymentObject>(own, 'Deployment'), ...objectsOf<DeploymentObject>(upstream, 'Deployment')]
  for (const release of releases.known ? releases.value : []) {
    if (!connectorCharts.has(release.chartName)) continue
    const deployment = deployments.find(object => belongsTo(object, release))
    const nodeName = deployment === undefined ? undefined : nodeArgument(deployment)
    const id = parseReleaseName(release.name) ?? {connectorName: release.name, osType: osArgument(deployment), location: environmentOf(deployment, 'ACI_REGION') ?? ''}
    add({...id, release: release.name, namespace: release.namespace, nodeName: nodeName ?? nodeNameOf(id), origin: 'helm', receipt: undefined})
  }
  for (const node of objectsOf<NodeObject>(nodes, 'Node')) {
    const id = parseNodeName(node.metadata.name)
    if (id !== undefined) add({...id, release: node.metadata.name.replace(/^virtual-kubelet-/, ''), namespace: '', nodeName: node.metadata.name, origin: 'node', receipt: undefined})
  }
  return [...found.values()].toSorted((a, b) => a.release.localeCompare(b.release))
}

/** Helm's own note on each object says which release made it; Helm 2 left only labels. */
function belongsTo({metadata}: KubeObject, {name, namespace}: Pick<Release, 'name' | 'namespace'>): boolean {
  const note = metadata.annotations?.['meta.helm.sh/release-name']
  if (note !== undefined) return note === name && metadata.annotations?.['meta.helm.sh/release-namespace'] === namespace
  return metadata.labels?.[instanceLabel] === name || metadata.labels?.['release'] === name
}

function factsOf(candidate: Candidate, all: readonly Candidate[], {own, upstream, nodes, releases}: Readings, leases: Fact<Reading>, now: Date): ConnectorFacts {
  const {release, namespace, nodeName, osType} = candidate
  const workloads = <T extends KubeObject>(kind: string): Fact<readonly T[]> => {
    const failed = unreadableKind<readonly T[]>(candidate.receipt === undefined ? upstream : own, kind)
    return failed ?? known([...objectsOf<T>(own, kind), ...objectsOf<T>(upstream, kind)].filter(object => isOf(object, candidate)))
  }
  const one = <T extends KubeObject>(reading: Fact<Reading>, kind: string): Fact<T | undefined> => unreadableKind<T | undefined>(reading, kind) ?? known(objectsOf<T>(reading, kind).find(({metadata}) => metadata.name === nodeName))
  const deployments = [...objectsOf<DeploymentObject>(own, 'Deployment'), ...objectsOf<DeploymentObject>(upstream, 'Deployment')]
  return {
    release,
    nodeName,
    osType,
    helm: releases.known ? known(releases.value.find(({name, namespace: where}) => name === release && where === namespace)) : releases,
    deployments: workloads<DeploymentObject>('Deployment'),
    pods: workloads<PodObject>('Pod'),
    node: one<NodeObject>(nodes, 'Node'),
    lease: one<LeaseObject>(leases, 'Lease'),
    rivals: [
      ...all.filter(other => other !== candidate && other.nodeName === nodeName).map(other => `${other.namespace}/${other.release}`),
      ...deployments.filter(object => nodeArgument(object) === nodeName && !isOf(object, candidate)).map(({metadata}) => `Deployment ${metadata.namespace}/${metadata.name}`),
    ],
    now,
  }
}

function candidateRelease({release: name, namespace}: Candidate): Pick<Release, 'name' | 'namespace'> {
  return {name, namespace}
}

function isOf(object: KubeObject, candidate: Candidate): boolean {
  if (object.kind === 'Deployment') return belongsTo(object, candidateRelease(candidate))
  return runsConnectorOf(object as PodObject, candidate.nodeName)
}

function objectsOf<T extends KubeObject>(fact: Fact<Reading>, kind: string): readonly T[] {
  return fact.known ? (fact.value.objects.filter(object => object.kind === kind) as readonly KubeObject[] as readonly T[]) : []
}

/** The reason why a kind could not be read; undefined when it could. */
function unreadableKind<T>(fact: Fact<Reading>, kind: string): Fact<T> | undefined {
  if (!fact.known) return unknown(fact.reason)
  const reason = fact.value.unreadable.find(text => text.toLowerCase().includes(`${kind.toLowerCase()}s`))
  return reason === undefined ? undefined : unknown(reason)
}
