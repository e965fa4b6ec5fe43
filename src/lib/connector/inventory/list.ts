import {withoutCredentials} from '../../addresses.ts'
import type {ClusterRef} from '../../azure/azure.ts'
import {valueOf} from '../../checks/engine/fact.ts'
import {withCluster} from '../session/cluster-session.ts'
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
  cluster: ClusterRef,
  kube: KubeOptions,
  filter: ConnectorFilter,
): Promise<readonly ConnectorResult[]> {
  return withCluster(host, cluster, kube, async session =>
    (await readInstalled(host, session))
      .filter(connector => matches(filter, connector))
      .map(connector => resultOf(connector, session.now())),
  )
}

/** Like {@link list}, with details. */
export async function show(
  host: Host,
  cluster: ClusterRef,
  kube: KubeOptions,
  filter: ConnectorFilter,
): Promise<readonly (ConnectorResult & ConnectorDetails)[]> {
  return withCluster(host, cluster, kube, async session => {
    const {connectors, secrets} = await readInstallation(host, session, {})
    return Promise.all(
      connectors
        .filter(connector => matches(filter, connector))
        .map(async connector => ({
          ...resultOf(connector, session.now()),
          ...(await readDetails(host, session, connector, valueOf(secrets) ?? [])),
        })),
    )
  })
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
