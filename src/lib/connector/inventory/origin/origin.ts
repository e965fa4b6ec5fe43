import type {DeploymentObject, KubeObject} from '../../../kubernetes/objects.ts'
import {environmentOf} from '../../model/deployment-arguments.ts'
import {chartName} from '../../model/labels.ts'
import {parseReleaseName} from '../../model/names.ts'
import type {Origin} from '../../model/result.ts'
import {runsEarliestProgram, runsVirtualNodes2} from './virtual-kubelet.ts'

/** A chart by which a workload was rendered, whether Helm installed it or not. */
export interface RenderedChart {
  readonly name: string
  /** Empty if nothing tells it. */
  readonly version: string
}

/** The charts of azure-aci. */
const upstreamCharts: ReadonlySet<string> = new Set(['virtual-kubelet-azure-aci', 'virtual-kubelet-aci-for-aks'])
/** The chart that `az aks install-connector` installed, and that of virtual-kubelet, which people could name instead. */
const azChart = 'virtual-kubelet-for-aks'
const earlyChart = 'virtual-kubelet'
/** The first chart that az installed; it has nothing but the name in common with vkctl's. */
const earliestChart = 'aci-connector'

/** Whether a chart installs a connector and nothing else. */
export function isConnectorChart(name: string): boolean {
  return name === chartName || name === azChart || name === earlyChart || upstreamCharts.has(name)
}

/** The chart of a release, as the origin of a connector. */
export function originOfChart(name: string, release: string): Origin {
  if (name === chartName) return 'vkctl'
  if (name === azChart) return 'az'
  if (name === earlyChart) return isNamedByAz(release) ? 'az' : 'upstream'
  return upstreamCharts.has(name) ? 'upstream' : 'manifest'
}

/** What installed a workload. `release`: the name of its release, as far as that is known. */
export function originOf(workload: DeploymentObject, release: string): Origin {
  if (isOfAks(workload)) return 'aks-addon'
  if (runsVirtualNodes2(workload)) return 'virtual-nodes-v2'
  // Every chart has a Deployment.
  const chart = workload.kind === 'Deployment' ? renderedChartOf(workload) : undefined
  if (runsEarliestProgram(workload)) return chart?.name === earliestChart ? 'az' : 'manifest'
  if (chart === undefined || (chart.name === chartName && !isInOwnNamespace(workload))) return 'manifest'
  return originOfChart(chart.name, release)
}

/** vkctl's chart has its workload in the namespace of the release. Elsewhere, or without Helm, somebody else created it. */
function isInOwnNamespace({metadata: {namespace, annotations = {}}}: DeploymentObject): boolean {
  return namespace !== undefined && annotations['meta.helm.sh/release-namespace'] === namespace
}

/**
 * Whether AKS manages an object: in kube-system, where only administrators write, by the label of its add-on manager
 * (https://github.com/kubernetes/kubernetes/tree/master/cluster/addons/addon-manager) or by that of AKS.
 */
export function isOfAks({metadata: {namespace, labels = {}}}: KubeObject): boolean {
  return (
    namespace === 'kube-system' &&
    (labels['addonmanager.kubernetes.io/mode'] !== undefined || labels['kubernetes.azure.com/managedby'] === 'aks')
  )
}

/**
 * The chart of a workload: vkctl's by its labels, the others by the user agent that they give the provider, `helm-chart/aks/NAME/VERSION`, by the
 * label `chart` (azure-aci, charts/virtual-kubelet/templates), or those of az before 0.1.9, which set neither, by the name RELEASE-CHART.
 */
export function renderedChartOf(workload: DeploymentObject): RenderedChart | undefined {
  const {labels = {}} = workload.metadata
  if (labels['app.kubernetes.io/name'] === chartName) {
    return {name: chartName, version: labels['helm.sh/chart']?.slice(chartName.length + 1) ?? ''}
  }
  const [, agentName, agentVersion = ''] =
    /^helm-chart\/[^/]+\/([^/]+)\/(.+)$/.exec(environmentOf(workload, 'ACI_EXTRA_USER_AGENT') ?? '') ?? []
  if (agentName !== undefined) return {name: agentName, version: agentVersion}
  const {chart, chartVersion = ''} = labels
  if (chart !== undefined) return {name: chart, version: chartVersion}
  const named = chartInName(workload)
  return named === undefined ? undefined : {name: named, version: ''}
}

function chartInName(workload: DeploymentObject): string | undefined {
  const {name} = workload.metadata
  const releaseOf = (chart: string): string | undefined => (name.endsWith(`-${chart}`) ? name.slice(0, -chart.length - 1) : undefined)
  if (runsEarliestProgram(workload)) return releaseOf(earliestChart) === undefined ? undefined : earliestChart
  if (releaseOf(azChart) !== undefined) return azChart
  // Others, too, can give a Deployment a name that ends like this.
  return isNamedByAz(releaseOf(earlyChart) ?? '') ? earlyChart : undefined
}

/** Releases of az before 2018 have no location in their name, and the first ones no operating system. */
export function isNamedByAz(release: string): boolean {
  return parseReleaseName(release) !== undefined || /-(linux|windows)$/.test(release)
}
