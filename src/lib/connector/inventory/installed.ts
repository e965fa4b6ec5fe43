import type {ConnectorFacts} from '../../checks/facts/connector-values.ts'
import {factOf, known, unknown, type Fact, type Unknown} from '../../checks/engine/fact.ts'
import {named, ofKind, type DeploymentObject, type NodeObject, type SecretObject} from '../../kubernetes/objects.ts'
import {listObjects, readObjects, type Reading} from '../../kubernetes/read.ts'
import {unreadError} from '../../kubernetes/unread.ts'
import {belongsTo, deploymentsIn, findCandidates, objectsIn, type Candidate, type Readings} from './candidates.ts'
import {clientCaOf, clientCaRef} from '../model/client-ca.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import {nodeArgument, runsConnectorOf} from '../model/deployment-arguments.ts'
import type {Host} from '../session/host.ts'
import {chartName} from '../model/labels.ts'

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
  /** Secrets with the labels of vkctl's chart; none if `more` does not ask for them. */
  readonly secrets: Fact<readonly SecretObject[]>
  /** CA that signs the API server's client certificates, PEM. */
  readonly clientCa: Fact<string | undefined>
}

/** Finds every connector of the cluster and reads its facts. What could not be read is unknown and not absent. */
export async function readInstalled(host: Pick<Host, 'signal'>, session: ClusterSession): Promise<readonly Installed[]> {
  return (await readInstallation(host, session, [])).connectors
}

/** Like {@link readInstalled}, with everything that was read. `more` names further kinds of objects with the labels of vkctl's chart. */
export async function readInstallation(
  {signal}: Pick<Host, 'signal'>,
  {kubectl, helm}: ClusterSession,
  more: readonly 'secrets'[],
): Promise<Installation> {
  const fact = <T>(reading: Promise<T>): Promise<Fact<T>> => factOf(reading, signal)
  const [releases, own, upstream, nodes] = await Promise.all([
    fact(helm.releases({})),
    fact(
      listObjects(kubectl, {kinds: ['configmaps', 'secrets', 'deployments.apps', 'pods'], labels: `app.kubernetes.io/name=${chartName}`}),
    ),
    fact(
      listObjects(kubectl, {kinds: ['deployments.apps', 'pods'], labels: 'app in (virtual-kubelet-azure-aci,virtual-kubelet-aci-for-aks)'}),
    ),
    fact(listObjects(kubectl, {kinds: ['nodes'], labels: 'type=virtual-kubelet'})),
  ])
  const readings: Readings = {own, upstream, nodes, releases}
  // Without the records, vkctl cannot know what it installed.
  const noRecords = whyUnread(own, 'Secret') ?? whyUnread(own, 'ConfigMap')
  if (noRecords !== undefined) throw noRecords.error
  const candidates = findCandidates(readings)
  if (candidates.length === 0) refuseUnread(readings)
  const byName = await fact(
    candidates.length === 0
      ? Promise.resolve<Reading>({objects: [], unread: []})
      : readObjects(kubectl, [...candidates.map(leaseOf), ...(more.length === 0 ? [] : [clientCaRef])]),
  )
  return {
    connectors: candidates.map(candidate => ({...candidate, facts: factsOf(candidate, candidates, readings, byName)})),
    virtualNodes: whyUnread(nodes, 'Node') ?? known(ofKind(objectsIn(nodes), 'Node')),
    secrets: whyUnread(own, 'Secret') ?? known(ofKind(objectsIn(own), 'Secret')),
    clientCa: whyUnread(byName, 'ConfigMap') ?? known(clientCaOf(objectsIn(byName))),
  }
}

/** Throws if something could not be read: then "nothing found" does not mean "nothing installed". */
function refuseUnread({own, upstream, nodes, releases}: Readings): void {
  for (const fact of [own, upstream, nodes, releases]) {
    if (!fact.known) throw fact.error
    if (!('unread' in fact.value)) continue
    if (fact.value.unread.length > 0) throw unreadError(doing, fact.value.unread)
  }
}

function leaseOf({nodeName: name}: Candidate): {apiVersion: string; kind: string; name: string; namespace: string} {
  return {apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', name, namespace: 'kube-node-lease'}
}

function factsOf(
  candidate: Candidate,
  all: readonly Candidate[],
  {own, upstream, nodes, releases}: Readings,
  leases: Fact<Reading>,
): ConnectorFacts {
  const {release, namespace, nodeName} = candidate
  const deployments = deploymentsIn(own, upstream)
  const pods = ofKind([...objectsIn(own), ...objectsIn(upstream)], 'Pod')
  return {
    helm: releases.known ? known(releases.value.find(found => found.name === release && found.namespace === namespace)) : releases,
    deployments:
      whyUnread(own, 'Deployment') ??
      whyUnread(upstream, 'Deployment') ??
      known(deployments.filter(object => belongsTo(object, candidate))),
    pods: whyUnread(own, 'Pod') ?? whyUnread(upstream, 'Pod') ?? known(pods.filter(pod => runsConnectorOf(pod, nodeName))),
    node: whyUnread(nodes, 'Node') ?? known(named(objectsIn(nodes), 'Node', nodeName)),
    lease: whyUnread(leases, 'Lease') ?? known(named(objectsIn(leases), 'Lease', nodeName)),
    // Only what runs counts: anybody can write a record that names this node.
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
