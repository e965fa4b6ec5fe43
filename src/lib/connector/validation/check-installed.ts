import {clusterRules, connectorRules} from '../../checks/catalogue.ts'
import type {ConnectorSubject} from '../../checks/facts/connector-values.ts'
import {factOf, known} from '../../checks/engine/fact.ts'
import type {Finding} from '../../checks/engine/finding.ts'
import {judge} from '../../checks/engine/judge.ts'
import {aciNamespace} from '../../checks/rules/registration.ts'
import {azureReaders} from '../facts/azure-facts.ts'
import {readClusterFacts} from '../facts/cluster-facts.ts'
import {readConnectorFacts} from './connector-facts.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {readInstallation, type Installed} from '../inventory/installed.ts'
import type {ConnectorId} from '../model/names.ts'

export interface Checked {
  readonly findings: readonly Finding[]
  /** Of the connectors, in their order. */
  readonly subjects: readonly ConnectorSubject[]
  /** The chosen connectors. */
  readonly connectors: readonly Installed[]
  readonly installed: readonly Installed[]
}

/** What a choice of connectors may depend on. */
type Named = ConnectorId & {readonly release: string; readonly namespace: string}

/** Reads the facts of the chosen connectors and runs every check on them. */
export async function checkInstalled(host: Host, session: ClusterSession, isChosen: (connector: Named) => boolean): Promise<Checked> {
  const [{connectors: installed, ...found}, cluster, provider] = await Promise.all([
    readInstallation(host, session, ['secrets']),
    readClusterFacts(host, session),
    factOf(host.azure.provider(aciNamespace), host.signal),
  ])
  const connectors = installed.filter(isChosen)
  const readings = {...found, ...cluster}
  const shared = {...readings, cluster: known(session.cluster), provider}
  const ofCluster = judge(clusterRules, {target: session.cluster.name, now: host.now()}, shared)
  const read = await readConnectorFacts(host, session, connectors, readings, azureReaders(host))
  const ofConnectors = read.flatMap(({subject, facts}) => judge(connectorRules, subject, {...shared, ...facts}, ofCluster))
  return {findings: [...ofCluster, ...ofConnectors], subjects: read.map(({subject}) => subject), connectors, installed}
}
