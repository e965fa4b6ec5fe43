import type {ConnectorFacts} from '../../checks/facts/connector-values.ts'
import {factOf, known, unknown, type Fact, type Unknown} from '../../checks/engine/fact.ts'
import type {Release} from '../../helm/releases.ts'
import {named, ofKind, type DeploymentObject, type NodeObject, type ObjectRef, type SecretObject} from '../../kubernetes/objects.ts'
import {listObjects, readObjects, type Reading} from '../../kubernetes/read.ts'
import {unreadError} from '../../kubernetes/unread.ts'
import {belongsTo, connectorReleases, deploymentsIn, findCandidates, objectsIn, type Candidate, type Readings} from './candidates.ts'
import {clientCaOf, clientCaRef} from '../model/client-ca.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import {nodeArgument, referencesOf, runsConnectorOf} from '../model/deployment-arguments.ts'
import type {Host} from '../session/host.ts'
import {chartName} from '../model/labels.ts'
import {faultOfUnlabelled, lostRecordRefs} from './unlabelled-record.ts'

const doing = 'read the installed connectors'

/** A connector with its facts. */
export interface Installed extends Candidate {
  readonly facts: ConnectorFacts
}

/** Everything that was read to find the connectors. */
export interface Installation {
  readonly connectors: readonly Installed[]
  /** Nodes of type virtual-kubelet. */
  readonly virtualNodes: Fact<readonly NodeObject[]>
  /** Secrets with the labels of vkctl's chart. */
  readonly secrets: Fact<readonly SecretObject[]>
  /** CA that signs the API server's client certificates, PEM; undefined if it was not asked for. */
  readonly clientCa: Fact<string | undefined>
}

/** What is read besides the objects that every command needs. */
export interface Wish {
  /** The client CA of the API server. */
  readonly clientCa?: boolean
  /** Every kind of object that a connector can leave; without it, only some kinds. */
  readonly leftObjects?: boolean
  /** Names of nodes that have container groups, whether the nodes exist or not. */
  readonly groupNodes?: readonly string[]
}

/** Kinds that the charts have and that no other reading looks for. */
const leftKinds = [
  'clusterroles.rbac.authorization.k8s.io',
  'clusterrolebindings.rbac.authorization.k8s.io',
  'roles.rbac.authorization.k8s.io',
  'rolebindings.rbac.authorization.k8s.io',
  'serviceaccounts',
  'leases.coordination.k8s.io',
]

/** Finds every connector of the cluster and reads its facts. What could not be read is unknown and not absent. */
export async function readInstalled(host: Pick<Host, 'signal'>, session: ClusterSession, wish: Wish = {}): Promise<readonly Installed[]> {
  return (await readInstallation(host, session, wish)).connectors
}

/** Like {@link readInstalled}, with everything that was read. */
export async function readInstallation(
  {signal}: Pick<Host, 'signal'>,
  {kubectl, releases: readReleases}: Pick<ClusterSession, 'kubectl' | 'releases'>,
  {clientCa = false, leftObjects = false, groupNodes = []}: Wish,
): Promise<Installation> {
  const fact = <T>(reading: Promise<T>): Promise<Fact<T>> => factOf(reading, signal)
  const ownLabels = `app.kubernetes.io/name=${chartName}`
  const [own, upstream, nodes, more] = await Promise.all([
    fact(listObjects(kubectl, {kinds: ['configmaps', 'secrets', 'deployments.apps', 'pods'], labels: ownLabels})),
    fact(
      listObjects(kubectl, {kinds: ['deployments.apps', 'pods'], labels: 'app in (virtual-kubelet-azure-aci,virtual-kubelet-aci-for-aks)'}),
    ),
    fact(listObjects(kubectl, {kinds: ['nodes'], labels: 'type=virtual-kubelet'})),
    // One kind is enough to notice what is left; whoever only looks may not be allowed to read roles.
    fact(listObjects(kubectl, {kinds: leftObjects ? leftKinds : leftKinds.slice(0, 1), labels: ownLabels})),
  ])
  // Without the records, vkctl cannot know what it installed.
  const noRecords = whyUnread(own, 'Secret') ?? whyUnread(own, 'ConfigMap')
  if (noRecords !== undefined) throw noRecords.error
  const mayBeConnector = connectorReleases([own, upstream, more].flatMap(objectsIn))
  const releases = await fact(readReleases({isWanted: mayBeConnector}))
  const readings: Readings = {own, upstream, nodes, releases, more, groupNodes}
  const candidates = findCandidates(readings)
  if (candidates.length === 0) refuseUnread([own, upstream, nodes, releases, ...(leftObjects ? [more] : [])])
  const byName = await fact(
    candidates.length === 0
      ? Promise.resolve<Reading>({objects: [], unread: []})
      : readObjects(kubectl, [
          ...candidates.flatMap(candidate => [nodeRef(candidate), leaseRef(candidate), ...lostRecordRefs(candidate)]),
          ...uniqueReferences(deploymentsIn(own, upstream)),
          ...(clientCa ? [clientCaRef] : []),
        ]),
  )
  return {
    connectors: candidates.map(candidate => ({
      ...candidate,
      recordFault: candidate.recordFault ?? faultOfUnlabelled(candidate, byName),
      facts: factsOf(candidate, candidates, readings, byName),
    })),
    virtualNodes: whyUnread(nodes, 'Node') ?? known(ofKind(objectsIn(nodes), 'Node')),
    secrets: whyUnread(own, 'Secret') ?? known(ofKind(objectsIn(own), 'Secret')),
    clientCa: whyUnread(byName, 'ConfigMap') ?? known(clientCaOf(objectsIn(byName))),
  }
}

/** Throws if something could not be read: then "nothing found" does not mean "nothing installed". */
function refuseUnread(facts: readonly Fact<Reading | readonly Release[]>[]): void {
  for (const fact of facts) {
    if (!fact.known) throw fact.error
    if (!('unread' in fact.value)) continue
    if (fact.value.unread.length > 0) throw unreadError(doing, fact.value.unread)
  }
}

function nodeRef({nodeName: name}: Candidate): ObjectRef {
  return {apiVersion: 'v1', kind: 'Node', name}
}

function leaseRef({nodeName: name}: Candidate): ObjectRef {
  return {apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', name, namespace: 'kube-node-lease'}
}

function uniqueReferences(deployments: readonly DeploymentObject[]): readonly ObjectRef[] {
  return [...new Map(deployments.flatMap(referencesOf).map(ref => [nameOf(ref), ref])).values()]
}

function nameOf({
  kind = '',
  namespace = '',
  name,
}: {
  readonly kind?: string | undefined
  readonly namespace?: string
  readonly name: string
}): string {
  return `${kind} ${namespace}/${name}`
}

/** What a Deployment refers to and what was not found; unknown if one of the objects could not be read. */
function missingOf(deployment: DeploymentObject, byName: Fact<Reading>): Fact<readonly string[]> {
  if (!byName.known) return byName
  const {objects, unread} = byName.value
  const refs = referencesOf(deployment)
  const hidden = unread.filter(one =>
    refs.some(({kind, name, namespace}) => one.kind === kind && one.name === name && one.namespace === namespace),
  )
  if (hidden[0] !== undefined) return unknown(hidden[0].reason, unreadError(doing, hidden))
  const found = new Set(objects.map(({kind, metadata}) => nameOf({kind, ...metadata})))
  return known(refs.map(nameOf).filter(name => !found.has(name)))
}

function factsOf(
  candidate: Candidate,
  all: readonly Candidate[],
  {own, upstream, nodes, releases}: Readings,
  byName: Fact<Reading>,
): ConnectorFacts {
  const {release, namespace, nodeName} = candidate
  const deployments = deploymentsIn(own, upstream)
  const deployment = deployments.find(object => belongsTo(object, candidate))
  const pods = ofKind([...objectsIn(own), ...objectsIn(upstream)], 'Pod')
  return {
    helm: releases.known ? known(releases.value.find(found => found.name === release && found.namespace === namespace)) : releases,
    deployments:
      whyUnread(own, 'Deployment') ??
      whyUnread(upstream, 'Deployment') ??
      known(deployments.filter(object => belongsTo(object, candidate))),
    pods: whyUnread(own, 'Pod') ?? whyUnread(upstream, 'Pod') ?? known(pods.filter(pod => runsConnectorOf(pod, nodeName))),
    node: whyUnread(nodes, 'Node') ?? whyUnread(byName, 'Node') ?? known(named(objectsIn(byName), 'Node', nodeName)),
    lease: whyUnread(byName, 'Lease') ?? known(named(objectsIn(byName), 'Lease', nodeName)),
    missingReferences: deployment === undefined ? known([]) : missingOf(deployment, byName),
    // Only Deployments count: anybody can write a record that names this node.
    rivals: known(
      deployments
        .filter(object => nodeArgument(object) === nodeName && !belongsTo(object, candidate))
        .map(object =>
          rivalName(
            object,
            all.find(other => belongsTo(object, other)),
          ),
        ),
    ),
  }
}

function rivalName({metadata}: DeploymentObject, other: Candidate | undefined): string {
  return other === undefined ? `Deployment ${metadata.namespace}/${metadata.name}` : `${other.namespace}/${other.release}`
}

/** An unknown fact with the reason if a kind could not be read; undefined if it could. */
function whyUnread(fact: Fact<Reading>, kind: string): Unknown | undefined {
  if (!fact.known) return fact
  const unread = fact.value.unread.find(one => one.kind === kind)
  return unread === undefined ? undefined : unknown(unread.reason, unreadError(doing, [unread]))
}
