import {join} from 'node:path'
import type {ClusterRef} from '../../azure/azure.ts'
import {UserError} from '../../errors.ts'
import {copyFolder} from '../../files.ts'
import {secretPaths} from '../../helm/secret-values.ts'
import {ownChart, ownChartFolder} from '../../helm/supported-charts.ts'
import {readObjects} from '../../kubernetes/read.ts'
import {withOwnFolder} from '../../own-files.ts'
import {matches, notFound, type ConnectorFilter} from '../inventory/connector-filter.ts'
import {readInstalled, type Installed} from '../inventory/installed.ts'
import {chartName} from '../model/labels.ts'
import {isOurNamespace} from '../model/namespace-object.ts'
import type {KubeOptions} from '../model/spec.ts'
import type {Host} from '../session/host.ts'
import {withReadableCluster, type ReadingSession} from '../session/reading.ts'
import {chartReference, defaultChartDirectory} from './chart-reference.ts'
import type {Exported} from './exported.ts'
import {fluxDocuments} from './flux-documents.ts'
import {helmDocument} from './helm-document.ts'
import {refuseOtherChart} from './installed-chart.ts'

export const exportFormats = ['helm', 'flux'] as const

export interface ExportSpec {
  readonly format: (typeof exportFormats)[number]
  readonly filter: ConnectorFilter
  /** Where the chart is found; undefined for where it came from. */
  readonly chartUrl: string | undefined
  /** The folder to write vkctl's own chart to. */
  readonly chartDirectory: string | undefined
}

/**
 * What reproduces connectors without vkctl, as YAML: the values that Helm was given, where the chart is, and which Secret it needs. Contains no secrets. Changes
 * nothing in the cluster. Rejects with NotFoundError if no connector matches, and with UserError if one cannot be reproduced.
 */
export async function exportConnectors(host: Host, cluster: ClusterRef | undefined, kube: KubeOptions, spec: ExportSpec): Promise<string> {
  return withReadableCluster(host, cluster, kube, async (_, session) => {
    const installed = await readInstalled(host, session)
    const chosen = installed.filter(connector => matches(spec.filter, connector))
    if (chosen.length === 0) throw notFound(spec.filter, installed)
    const toDocument = spec.format === 'helm' ? helmDocument : fluxDocuments
    const exported = await Promise.all(chosen.map(connector => readExported(host, session, spec, connector)))
    const documents = await Promise.all(
      exported.map((one, index) => {
        const isFirst = exported.findIndex(({namespace}) => namespace === one.namespace) === index
        // Kustomize refuses an object that is there twice.
        return toDocument({...one, ownsNamespace: one.ownsNamespace && isFirst})
      }),
    )
    const {chartDirectory} = spec
    if (chartDirectory !== undefined)
      await withOwnFolder(host.root, ownChartFolder, folder => copyFolder(folder, join(chartDirectory, ownChart)))
    else if (exported.some(({chart}) => chart.kind === 'folder' && chart.name === ownChart))
      host.talk.warning(
        `The chart of vkctl is not published. To write it to the folder ${defaultChartDirectory}, pass --chart-dir ${defaultChartDirectory}. If you published it, pass its address with --chart-url.`,
      )
    return documents.join('---\n')
  })
}

async function readExported(
  host: Host,
  session: ReadingSession,
  {chartUrl, chartDirectory}: ExportSpec,
  {connectorName, osType, location, nodeName, release, namespace, record, facts}: Installed,
): Promise<Exported> {
  const {helm: found} = facts
  if (!found.known) throw found.error
  const installed = found.value
  const values = installed && (await session.helm.values({release, namespace}))
  if (installed === undefined || values === undefined)
    throw new UserError(
      `${connectorName} for ${osType}, of the node ${nodeName}, is not a release of Helm, so there is nothing to export.`,
      {
        hints: ['To export others, choose them with --connector-name, --os-type or --location.'],
      },
    )
  const chart = {name: installed.chartName, version: installed.chartVersion}
  const isOwn = chart.name === chartName
  refuseSecrets(release, isOwn ? [] : secretPaths(values))
  const source = record === undefined ? (isOwn ? 'embedded' : undefined) : (record.given.chartUrl ?? 'embedded')
  if (source === 'embedded' && chartUrl === undefined) await refuseOtherChart(session, host.root, {release, namespace, values})
  const {secretName} = values
  const {objects} = await readObjects(session.kubectl, [{apiVersion: 'v1', kind: 'Namespace', name: namespace}])
  return {
    connectorName,
    osType,
    location,
    release,
    namespace,
    ownsNamespace: isOurNamespace(objects[0]),
    chart: chartReference({release, chart, url: chartUrl, directory: chartDirectory, source}),
    values,
    secretName: isOwn && typeof secretName === 'string' ? secretName : undefined,
    record,
  }
}

function refuseSecrets(release: string, paths: readonly string[]): void {
  if (paths.length === 0) return
  throw new UserError(`The values of ${release} contain secrets, and vkctl does not export secrets: ${paths.join(', ')}.`, {
    hints: ['Install the connector with the chart of vkctl, which refers to a Secret instead.'],
  })
}
