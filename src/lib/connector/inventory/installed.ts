import type {ConnectorFacts} from '../../checks/facts/connector-values.ts'
import {factOf, known, mapFact, type Fact} from '../../checks/engine/fact.ts'
import type {Release} from '../../helm/releases.ts'
import {nodeLeaseRef, nodeRef} from '../../kubernetes/node.ts'
import {ofKind, type NodeObject, type SecretObject} from '../../kubernetes/objects.ts'
import {listObjects, readObjects, together, type Reading} from '../../kubernetes/read.ts'
import {unreadError} from '../../kubernetes/unread.ts'
import {objectsIn, type Candidate, type Readings} from './candidate.ts'
import {connectorReleases, findCandidates} from './candidates.ts'
import {doing, factsOf, whyUnread} from './installed-facts.ts'
import {clientCaOf, clientCaRef} from '../model/client-ca.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {chartName} from '../model/labels.ts'
import {connectorWorkloads, runsConnector} from './origin/connector-workloads.ts'
import {isVirtualNode} from './origin/virtual-node.ts'
import {uniqueReferences} from './references.ts'
import {readBarePods, readPodsOf, readVirtualNodes} from './read-by-what-runs.ts'
import {faultOfUnlabelled, lostRecordRefs} from './unlabelled-record.ts'

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

/** Kinds that can run a connector. */
const workloadKinds = ['deployments.apps', 'statefulsets.apps', 'daemonsets.apps']

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
export async function readInstalled(
  host: Pick<Host, 'signal'>,
  session: Pick<ClusterSession, 'kubectl' | 'releases'>,
  wish: Wish = {},
): Promise<readonly Installed[]> {
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
  const [own, owners, nodes, more] = await Promise.all([
    fact(listObjects(kubectl, {kinds: ['configmaps', 'secrets', 'pods'], labels: ownLabels})),
    fact(listObjects(kubectl, {kinds: workloadKinds, where: runsConnector})),
    fact(readVirtualNodes(kubectl)),
    // One kind is enough to notice what is left; whoever only looks may not be allowed to read roles.
    fact(listObjects(kubectl, {kinds: leftObjects ? leftKinds : leftKinds.slice(0, 1), labels: ownLabels})),
  ])
  // Without the records, vkctl cannot know what it installed.
  const noRecords = whyUnread(own, 'Secret') ?? whyUnread(own, 'ConfigMap')
  if (noRecords !== undefined) throw noRecords.error
  const bare = await fact(readBarePods(kubectl, objectsIn(nodes), owners))
  const workloads = owners.known ? mapFact(bare, reading => together([owners.value, reading])) : owners
  const running = connectorWorkloads(workloads)
  const mayBeConnector = connectorReleases([own, more].flatMap(objectsIn), running)
  const [releases, pods] = await Promise.all([fact(readReleases({isWanted: mayBeConnector})), fact(readPodsOf(kubectl, running))])
  const readings: Readings = {own, workloads, pods, nodes, releases, more, groupNodes}
  const candidates = findCandidates(readings)
  if (candidates.length === 0) refuseUnread([own, workloads, nodes, releases, ...(leftObjects ? [more] : [])])
  const byName = await fact(
    candidates.length === 0
      ? Promise.resolve<Reading>({objects: [], unread: []})
      : readObjects(kubectl, [
          ...candidates.flatMap(candidate => [nodeRef(candidate.nodeName), nodeLeaseRef(candidate.nodeName), ...lostRecordRefs(candidate)]),
          ...uniqueReferences(running),
          ...(clientCa ? [clientCaRef] : []),
        ]),
  )
  return {
    connectors: candidates.map(candidate => ({
      ...candidate,
      recordFault: candidate.recordFault ?? faultOfUnlabelled(candidate, byName),
      facts: factsOf(candidate, candidates, readings, byName),
    })),
    virtualNodes: whyUnread(nodes, 'Node') ?? known(ofKind(objectsIn(nodes), 'Node').filter(isVirtualNode)),
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
