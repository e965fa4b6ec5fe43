import {isAbsolute} from 'node:path'
import {UsageError} from '../../errors.ts'
import type {ChartReference} from './chart-reference.ts'
import type {Exported} from './exported.ts'
import {exportedLabels} from './helm-document.ts'
import {prerequisites} from './prerequisites.ts'
import {commented, yaml} from './yaml.ts'

/** How often Flux compares the release with what was exported, and looks for the chart. */
const interval = '1h'

/**
 * The objects for Flux: the namespace if vkctl made it, the source of the chart, and the HelmRelease. Flux takes over the release of vkctl: it has the same name
 * and namespace. Fields: fluxcd.io/flux/components/helm/helmreleases (helm.toolkit.fluxcd.io/v2, source.toolkit.fluxcd.io/v1). Throws UsageError if Flux cannot
 * get the chart from where it is.
 */
export async function fluxDocuments(one: Exported): Promise<string> {
  const {release, namespace, ownsNamespace, chart, values} = one
  const metadata = {name: release, namespace}
  const {source, reference} = chartOf(chart, metadata)
  const objects = [
    ...(ownsNamespace ? [{apiVersion: 'v1', kind: 'Namespace', metadata: {name: namespace, labels: exportedLabels(namespace)}}] : []),
    ...source,
    {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata,
      spec: {interval, releaseName: release, ...reference, values},
    },
  ]
  const comment = commented([`The connector ${one.connectorName} (${one.osType}, ${one.location}).`, ...prerequisites(one)])
  return comment + (await Promise.all(objects.map(yaml))).join('---\n')
}

interface FluxChart {
  /** The object from which Flux gets the chart; empty if it exists already. */
  readonly source: readonly object[]
  /** What the HelmRelease says about it. */
  readonly reference: object
}

function chartOf(chart: ChartReference, metadata: {readonly name: string; readonly namespace: string}): FluxChart {
  switch (chart.kind) {
    case 'oci':
      return {
        source: [
          {
            apiVersion: 'source.toolkit.fluxcd.io/v1',
            kind: 'OCIRepository',
            metadata,
            spec: {
              interval,
              url: chart.url,
              // A tag cannot contain the plus sign of a version, so Helm writes an underscore.
              ref: {tag: chart.version.replaceAll('+', '_')},
              layerSelector: {mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'copy'},
            },
          },
        ],
        reference: {chartRef: {kind: 'OCIRepository', name: metadata.name}},
      }
    case 'repository':
      return {
        source: [{apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'HelmRepository', metadata, spec: {interval, url: chart.url}}],
        reference: {
          chart: {spec: {chart: chart.name, version: chart.version, sourceRef: {kind: 'HelmRepository', name: metadata.name}}},
        },
      }
    case 'folder':
      if (isAbsolute(chart.path)) throw noSource(chart.path)
      return {
        // `flux bootstrap` makes it.
        source: [],
        reference: {
          chart: {
            spec: {
              chart: chart.path,
              // Otherwise Flux looks at the folder again only when the version of the chart changes.
              reconcileStrategy: 'Revision',
              sourceRef: {kind: 'GitRepository', name: 'flux-system', namespace: 'flux-system'},
            },
          },
        },
      }
    case 'archive':
      throw noSource(chart.url)
    case 'alias':
      throw noSource(chart.alias)
    default:
      return chart satisfies never
  }
}

function noSource(from: string): UsageError {
  return new UsageError(`Flux cannot get a chart from ${from}.`, {
    hints: [
      'Pass --chart-url with an oci:// address or the address of a Helm repository, or write the chart into your Git repository with --chart-dir and a path relative to its root.',
    ],
  })
}
