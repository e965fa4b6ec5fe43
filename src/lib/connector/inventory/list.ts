import {withoutCredentials} from '../../addresses.ts'
import type {ClusterRef} from '../../azure/azure.ts'
import {valueOf} from '../../checks/engine/fact.ts'
import {withReadableCluster, type ReadingSession} from '../session/reading.ts'
import {environmentOf, imageOf} from '../model/deployment-arguments.ts'
import type {Host} from '../session/host.ts'
import {readDetails} from './details.ts'
import {readInstallation, readInstalled, type Installed} from './installed.ts'
import {matches, type ConnectorFilter} from './connector-filter.ts'
import {conditionsOf} from './conditions.ts'
import {statusOf} from './status.ts'
import {renderedChartOf} from './origin/origin.ts'
import type {ConnectorDetails, ConnectorResult} from '../model/result.ts'
import type {KubeOptions} from '../model/spec.ts'

/** The installed connectors that match a filter. */
export async function list(
  host: Host,
  cluster: ClusterRef | undefined,
  kube: KubeOptions,
  filter: ConnectorFilter,
): Promise<readonly ConnectorResult[]> {
  return withReadableCluster(host, cluster, kube, async (_, session) => {
    warnWithoutAzure(host, cluster, session)
    const found = (await host.talk.during('read', 'Reading the connectors', () => readInstalled(host, session))).filter(connector =>
      matches(filter, connector),
    )
    return withReasons(
      host,
      found.map(connector => resultOf(connector, session.now())),
    )
  })
}

/** Like {@link list}, with details. */
export async function show(
  host: Host,
  cluster: ClusterRef | undefined,
  kube: KubeOptions,
  filter: ConnectorFilter,
): Promise<readonly (ConnectorResult & ConnectorDetails)[]> {
  return withReadableCluster(host, cluster, kube, async (_, session) => {
    warnWithoutAzure(host, cluster, session)
    const {connectors, secrets} = await host.talk.during('read', 'Reading the connectors', () => readInstallation(host, session, {}))
    const shown = await Promise.all(
      connectors
        .filter(connector => matches(filter, connector))
        .map(async connector => ({
          ...resultOf(connector, session.now()),
          ...(await readDetails(host, session, connector, valueOf(secrets) ?? [])),
        })),
    )
    return withReasons(host, shown)
  })
}

/** Prints why the named cluster was not read in Azure. Nothing else of what is printed depends on Azure. */
function warnWithoutAzure({talk}: Host, cluster: ClusterRef | undefined, {absent}: ReadingSession): void {
  if (cluster !== undefined && absent !== undefined)
    talk.warning(`Azure could not be read, so vkctl cannot tell whether this is the cluster ${cluster.name}: ${absent.message}`)
}

/** Prints why the status of a connector is Unknown, each reason once. */
function withReasons<Result extends ConnectorResult>({talk}: Host, results: readonly Result[]): readonly Result[] {
  const reasons = results
    .filter(({status}) => status === 'Unknown')
    .flatMap(({conditions = []}) => conditions.filter(({status}) => status === 'Unknown').map(({message}) => message))
  for (const reason of new Set(reasons)) talk.warning(`The status Unknown means that something could not be read: ${reason}`)
  return results
}

function resultOf(connector: Installed, now: Date): ConnectorResult {
  const {connectorName, osType, release, namespace, nodeName, origin, managedBy, location, record, facts} = connector
  const deployment = valueOf(facts.deployments)?.[0]
  const conditions = conditionsOf(connector, facts, now)
  return {
    connectorName,
    osType,
    release,
    namespace,
    nodeName,
    origin,
    managedBy: managedBy ?? null,
    location,
    aciResourceGroup: record?.aciResourceGroup ?? environmentOf(deployment, 'ACI_RESOURCE_GROUP') ?? null,
    image: imageOf(deployment) ?? null,
    chart: chartOf(connector) ?? null,
    // Only the record knows it.
    chartSource: record === undefined ? null : withoutCredentials(record.given.chartUrl ?? 'embedded'),
    status: statusOf(connector, facts, conditions),
    revision: valueOf(facts.helm)?.revision ?? null,
    changed: false,
    conditions,
  }
}

/** The chart of the release, or else by which the workload was rendered. */
function chartOf({record, facts}: Installed): string | undefined {
  const helm = valueOf(facts.helm)
  if (helm !== undefined) return `${helm.chartName}-${helm.chartVersion}`
  const workload = valueOf(facts.deployments)?.[0]
  const rendered = workload && renderedChartOf(workload)
  return record?.applied?.chart ?? (rendered && [rendered.name, rendered.version].filter(part => part !== '').join('-'))
}
