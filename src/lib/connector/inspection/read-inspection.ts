import type {Cluster, ContainerGroup} from '../../azure/azure.ts'
import {factOf, known, mapFact, unknown, valueOf, type Fact} from '../../checks/engine/fact.ts'
import {aciNamespace} from '../../checks/rules/registration.ts'
import {azureReaders} from '../facts/azure-facts.ts'
import {readClusterFacts} from '../facts/cluster-facts.ts'
import {servicePrincipalOf} from '../facts/configuration.ts'
import {readNodes} from '../facts/nodes.ts'
import {readInstallation, type Installation, type Installed} from '../inventory/installed.ts'
import {readUnrecordedAssignments} from '../inventory/unrecorded-assignments.ts'
import type {SecretObject} from '../../kubernetes/objects.ts'
import type {ConnectorId} from '../model/names.ts'
import type {Host} from '../session/host.ts'
import {notNamed, type ReadingSession} from '../session/reading.ts'
import {readConnectorFacts} from './connector-facts.ts'
import type {Inspection} from './inspection.ts'
import {withoutSecrets} from './without-secrets.ts'

/** An inspection, and the connectors that it is about. */
export interface Inspected {
  readonly inspection: Inspection
  /** The chosen connectors, in the order of the inspection. */
  readonly connectors: readonly Installed[]
  /** All connectors of the cluster. */
  readonly installed: readonly Installed[]
  /** The secrets of service principals, which must not appear in what is read. */
  readonly clientSecrets: readonly string[]
}

/** What a choice of connectors may depend on. */
type Named = ConnectorId & {readonly release: string; readonly namespace: string; readonly nodeName: string}

/** Reads everything that the checks of the chosen connectors need. */
export async function readInspection(host: Host, session: ReadingSession, isChosen: (connector: Named) => boolean): Promise<Inspected> {
  const [{connectors: installed, ...found}, cluster, nodes, provider, subscriptionState] = await Promise.all([
    readInstallation(host, session, {clientCa: true}),
    readClusterFacts(host, session),
    readNodes(session.kubectl, host.signal),
    factOf(host.azure.provider(aciNamespace), host.signal),
    factOf(host.azure.subscriptionState(), host.signal),
  ])
  const connectors = installed.filter(isChosen)
  const readers = azureReaders(host)
  const inAzure = clusterInAzure(session)
  const [groups, unrecordedAssignments] = await Promise.all([
    ifKnown(inAzure, ({nodeResourceGroup}) => readers.containerGroups(nodeResourceGroup)),
    ifKnown(inAzure, value => factOf(readUnrecordedAssignments(host, {cluster: value}, installed), host.signal)),
  ])
  const {virtualNodes, clientCa, secrets} = found
  const {pendingPods, namespaces, namespaceObjects} = cluster
  const inspection: Inspection = {
    target: host.target,
    cluster: {
      subject: {target: session.cluster?.name ?? 'cluster', now: session.now()},
      facts: {
        cluster: inAzure,
        provider,
        subscriptionState,
        virtualNodes,
        nodes,
        pendingPods,
        namespaces,
        groupsLeftBehind: inAzure.known ? leftBehind(inAzure.value, groups, {installed, virtualNodes}) : inAzure,
        unrecordedAssignments,
        clientCa,
      },
    },
    connectors: await readConnectorFacts(host, session, connectors, {secrets, namespaceObjects}, readers),
  }
  const hidden = clientSecrets(secrets)
  return {inspection: withoutSecrets(inspection, hidden), connectors, installed, clientSecrets: hidden}
}

function clientSecrets(secrets: Fact<readonly SecretObject[]>): readonly string[] {
  return (valueOf(secrets) ?? []).flatMap(secret => servicePrincipalOf(secret)?.clientSecret.reveal() ?? [])
}

function clusterInAzure({cluster, absent = notNamed()}: ReadingSession): Fact<Cluster> {
  return cluster === undefined ? unknown(absent.message, absent) : known(cluster)
}

function ifKnown<A, B>(fact: Fact<A>, read: (value: A) => Promise<Fact<B>>): Promise<Fact<B>> {
  return fact.known ? read(fact.value) : Promise.resolve(fact)
}

/**
 * The container groups of nodes that are neither in the cluster nor of a connector. A connector that is down, or whose node is missing,
 * still has its own; the node of the AKS add-on belongs to no connector.
 */
function leftBehind(
  cluster: Cluster,
  groups: Fact<readonly ContainerGroup[]>,
  {installed, virtualNodes}: {readonly installed: readonly Installed[]} & Pick<Installation, 'virtualNodes'>,
): Fact<readonly ContainerGroup[]> {
  if (!virtualNodes.known) return virtualNodes
  const cared = new Set([...installed.map(({nodeName}) => nodeName), ...virtualNodes.value.map(({metadata}) => metadata.name)])
  const isOfAddon = (node: string): boolean => cluster.virtualNodeAddon && node.startsWith('virtual-node-aci-')
  return mapFact(groups, all =>
    all.filter(({tags: {NodeName: node = '', UID: uid = ''}}) => node !== '' && uid !== '' && !cared.has(node) && !isOfAddon(node)),
  )
}
