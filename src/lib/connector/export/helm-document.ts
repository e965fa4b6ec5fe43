import {commandLine} from '../../command-line.ts'
import {namespaceObject} from '../model/namespace-object.ts'
import type {ChartReference} from './chart-reference.ts'
import type {Exported} from './exported.ts'
import {prerequisites} from './prerequisites.ts'
import {commented, yaml} from './yaml.ts'

/** The values of a connector for Helm, below the commands that install it. */
export async function helmDocument(one: Exported): Promise<string> {
  const {release, namespace, ownsNamespace, chart, values} = one
  const labels = Object.entries(exportedLabels(namespace)).map(([name, value]) => `${name}=${value}`)
  return (
    commented([
      `The values of the connector ${one.connectorName} (${one.osType}, ${one.location}). Save them as ${release}.yaml, and install it with:`,
      ...(ownsNamespace
        ? [commandLine`  kubectl create namespace ${namespace}`, commandLine`  kubectl label namespace ${namespace} ${labels}`]
        : []),
      commandLine`  helm upgrade --install ${release} ${chartArguments(chart)} --namespace ${namespace} --values ${`${release}.yaml`}`,
      ...prerequisites(one),
    ]) + (await yaml(values))
  )
}

/** The labels of the namespace of connectors. Without the mark of vkctl, which would delete the namespace with its last connector. */
export function exportedLabels(namespace: string): Readonly<Record<string, string>> {
  const {labels = {}} = namespaceObject(namespace).metadata
  return Object.fromEntries(Object.entries(labels).filter(([name]) => name.startsWith('pod-security.')))
}

function chartArguments(chart: ChartReference): readonly string[] {
  switch (chart.kind) {
    case 'oci':
      return [chart.url, '--version', chart.version]
    case 'repository':
      return [chart.name, '--repo', chart.url, '--version', chart.version]
    case 'archive':
      return [chart.url]
    case 'folder':
      return [chart.path]
    case 'alias':
      return [chart.alias, '--version', chart.version]
    default:
      return chart satisfies never
  }
}
