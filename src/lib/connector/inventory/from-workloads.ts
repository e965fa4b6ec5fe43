import type {DeploymentObject} from '../../kubernetes/objects.ts'
import {environmentOf, flagOf, osArgument} from '../model/deployment-arguments.ts'
import {parseReleaseName, type ConnectorId} from '../model/names.ts'
import type {Manager, Origin} from '../model/result.ts'
import type {Candidate} from './candidate.ts'
import {managerOf} from './origin/managed-by.ts'
import {originOf, renderedChartOf} from './origin/origin.ts'
import {isEarliestWindowsNode, registeredNodes} from './origin/virtual-kubelet.ts'

/** The connectors that a workload runs: one for each node that it registers. */
export function connectorsOf(workload: DeploymentObject): readonly Candidate[] {
  const {kind = '', metadata} = workload
  const [manager, release] = [managerOf(workload), releaseNameOf(workload)]
  const origin = originOf(workload, release)
  const namespace = workload.metadata.annotations?.['meta.helm.sh/release-namespace'] ?? metadata.namespace ?? ''
  return registeredNodes(workload).map(nodeName => ({
    ...idOf(release, origin, workload),
    ...(isEarliestWindowsNode(nodeName) && {osType: 'Windows'}),
    release,
    namespace,
    nodeName,
    origin,
    managedBy: manager ?? withoutMarks(origin, release),
    workload: {kind, namespace: metadata.namespace ?? '', name: metadata.name},
    record: undefined,
    recordFault: undefined,
  }))
}

/** Helm 2 and the charts of az left no mark on what they created. */
function withoutMarks(origin: Origin, release: string): Manager | undefined {
  return origin === 'az' ? {tool: 'tiller', kind: 'release', namespace: null, name: release} : undefined
}

/** The name of the release: by Helm's annotation, by the label of a chart, by the name that a chart of az gives its objects, or else that of the workload. */
export function releaseNameOf(workload: DeploymentObject): string {
  const {name, labels = {}, annotations = {}} = workload.metadata
  const chart = renderedChartOf(workload)?.name
  const suffix = `-${chart ?? ''}`
  return (
    annotations['meta.helm.sh/release-name'] ??
    (chart === undefined ? undefined : labels['release']) ??
    (chart !== undefined && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name)
  )
}

/** Name, OS and location of a connector. What its program was given counts more than what its release is called. */
export function idOf(release: string, origin: Origin, workload: DeploymentObject | undefined): ConnectorId {
  const parsed = parseReleaseName(release)
  if (origin === 'vkctl' && parsed !== undefined) return parsed
  const [, beforeOs] = (origin === 'az' && /^(.+)-(?:linux|windows)$/.exec(release)) || []
  return {
    connectorName: parsed?.connectorName ?? beforeOs ?? release,
    osType: flagOf(workload, '--os') === undefined ? (parsed?.osType ?? osArgument(workload)) : osArgument(workload),
    location: environmentOf(workload, 'ACI_REGION') || (parsed?.location ?? ''),
  }
}
