import {clusterRules, connectorRules, leftNodeRules, virtualNodes2Rules} from '../../checks/catalogue.ts'
import type {Cluster, ContainerGroup} from '../../azure/azure.ts'
import type {ConnectorSubject} from '../../checks/facts/connector-values.ts'
import {factOf, known, mapFact, unknown, type Fact} from '../../checks/engine/fact.ts'
import type {Finding} from '../../checks/engine/finding.ts'
import {judge} from '../../checks/engine/judge.ts'
import {aciNamespace} from '../../checks/rules/registration.ts'
import {azureReaders} from '../facts/azure-facts.ts'
import {readClusterFacts} from '../facts/cluster-facts.ts'
import {forOwner} from './remedies-of-others.ts'
import {readConnectorFacts} from './connector-facts.ts'
import type {Host} from '../session/host.ts'
import {notNamed, type ReadingSession} from '../session/reading.ts'
import {readInstallation, type Installation, type Installed} from '../inventory/installed.ts'
import {readUnrecordedAssignments} from '../inventory/unrecorded-assignments.ts'
import type {ConnectorId} from '../model/names.ts'

export interface Checked {
  readonly findings: readonly Finding[]
  /** The connectors, in the order of the findings. */
  readonly subjects: readonly ConnectorSubject[]
  /** The chosen connectors. */
  readonly connectors: readonly Installed[]
  readonly installed: readonly Installed[]
}

/** What a choice of connectors may depend on. */
type Named = ConnectorId & {readonly release: string; readonly namespace: string; readonly nodeName: string}

/** Reads the facts of the chosen connectors and runs every check on them. */
export async function checkInstalled(host: Host, session: ReadingSession, isChosen: (connector: Named) => boolean): Promise<Checked> {
  const [{connectors: installed, ...found}, cluster, provider] = await Promise.all([
    readInstallation(host, session, {clientCa: true}),
    readClusterFacts(host, session),
    factOf(host.azure.provider(aciNamespace), host.signal),
  ])
  const connectors = installed.filter(isChosen)
  const readings = {...found, ...cluster}
  const readers = azureReaders(host)
  const inAzure = clusterInAzure(session)
  const [groups, unrecordedAssignments] = await Promise.all([
    ifKnown(inAzure, ({nodeResourceGroup}) => readers.containerGroups(nodeResourceGroup)),
    ifKnown(inAzure, value => factOf(readUnrecordedAssignments(host, {cluster: value}, installed), host.signal)),
  ])
  const groupsLeftBehind = inAzure.known ? leftBehind(inAzure.value, groups, {installed, ...found}) : inAzure
  const shared = {...readings, groupsLeftBehind, unrecordedAssignments, cluster: inAzure, provider}
  const ofCluster = judge(clusterRules, {target: session.cluster?.name ?? 'cluster', now: session.now()}, shared)
  const read = await readConnectorFacts(host, session, connectors, readings, readers)
  const ofConnectors = read.flatMap(({connector, subject, facts}) =>
    forOwner(judge(rulesFor(connector), subject, {...shared, ...facts}, ofCluster), connector, subject.clusterOptions),
  )
  return {findings: [...ofCluster, ...ofConnectors], subjects: read.map(({subject}) => subject), connectors, installed}
}

function clusterInAzure({cluster, absent = notNamed()}: ReadingSession): Fact<Cluster> {
  return cluster === undefined ? unknown(absent.message, absent) : known(cluster)
}

function ifKnown<A, B>(fact: Fact<A>, read: (value: A) => Promise<Fact<B>>): Promise<Fact<B>> {
  return fact.known ? read(fact.value) : Promise.resolve(fact)
}

function rulesFor({origin}: Installed): typeof connectorRules {
  if (origin === 'unknown') return leftNodeRules
  return origin === 'virtual-nodes-v2' ? virtualNodes2Rules : connectorRules
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
