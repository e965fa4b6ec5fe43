import type {Provider} from '../../azure/azure.ts'
import {clusterRules, connectorRules} from '../../checks/catalogue.ts'
import type {ConnectorSubject} from '../../checks/facts/connector-values.ts'
import {known, type Fact} from '../../checks/engine/fact.ts'
import type {Finding} from '../../checks/engine/finding.ts'
import {judge} from '../../checks/engine/judge.ts'
import {azureReaders} from '../facts/azure-facts.ts'
import {readClusterFacts} from '../facts/cluster-facts.ts'
import {readConnectorFacts, type AccessReviews} from '../facts/connector-facts.ts'
import {readAhead} from '../facts/read-ahead.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {readInstallation, type Installed} from '../inventory/installed.ts'
import type {ConnectorId} from '../model/names.ts'

export interface Checked {
  readonly findings: readonly Finding[]
  /** Of the connectors, in their order. */
  readonly subjects: readonly ConnectorSubject[]
  /** Those that were chosen. */
  readonly connectors: readonly Installed[]
  readonly installed: readonly Installed[]
}

/** What connectors are chosen by. */
type Named = ConnectorId & {readonly release: string; readonly namespace: string}

/** Reads all that is to be known of the chosen connectors and runs every check on them. */
export async function checkInstalled(
  host: Host,
  session: ClusterSession,
  provider: Promise<Fact<Provider>>,
  isChosen: (connector: Named) => boolean,
): Promise<Checked> {
  const readers = azureReaders(host)
  let reviews: Promise<AccessReviews> = Promise.resolve(new Map())
  const [{connectors: installed, ...found}, cluster, registration] = await Promise.all([
    readInstallation(host, session, ['secrets'], own => {
      reviews = readAhead(readers, session, own, isChosen)
    }),
    readClusterFacts(host, session),
    provider,
  ])
  const connectors = installed.filter(isChosen)
  const readings = {...found, ...cluster}
  const shared = {...readings, cluster: known(session.cluster), provider: registration}
  const ofCluster = judge(clusterRules, {target: session.cluster.name, now: host.now()}, shared)
  const read = await readConnectorFacts(host, session, connectors, readings, {readers, reviews})
  const ofConnectors = read.flatMap(({subject, facts}) => judge(connectorRules, subject, {...shared, ...facts}, ofCluster))
  return {findings: [...ofCluster, ...ofConnectors], subjects: read.map(({subject}) => subject), connectors, installed}
}
