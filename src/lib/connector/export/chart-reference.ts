import {isAbsolute, join} from 'node:path'
import {isIncomplete, withoutCredentials} from '../../addresses.ts'
import {UsageError} from '../../errors.ts'
import {hasScheme} from '../../helm/chart-address.ts'
import {ownChart} from '../../helm/supported-charts.ts'

interface Chart {
  readonly name: string
  readonly version: string
}

/** Where Helm and Flux find a chart. */
export type ChartReference = Chart &
  (
    | {readonly kind: 'oci'; readonly url: string}
    /** A repository of charts. */
    | {readonly kind: 'repository'; readonly url: string}
    /** A `.tgz` file. */
    | {readonly kind: 'archive'; readonly url: string}
    | {readonly kind: 'folder'; readonly path: string}
    /** `repo/name`, with a repository that Helm knows by this name. */
    | {readonly kind: 'alias'; readonly name: string; readonly alias: string}
  )

export interface ChartChoice {
  readonly release: string
  readonly chart: Chart
  /** `--chart-url`. */
  readonly url: string | undefined
  /** `--chart-dir`: the folder that the chart of vkctl is written to. */
  readonly directory: string | undefined
  /** Where the installed chart comes from, as the record says; `embedded` for vkctl's own, undefined if nobody knows. */
  readonly source: string | undefined
}

/** The folder of vkctl's own chart if the user names none. */
export const defaultChartDirectory = 'charts'

/** Where the chart of a connector is found: where the user says, or else where it came from. Throws UsageError if that is not known. */
export function chartReference({release, chart, url, directory, source}: ChartChoice): ChartReference {
  if (url === undefined && source === 'embedded') {
    const path = join(directory ?? defaultChartDirectory, ownChart)
    return {...chart, kind: 'folder', path: isAbsolute(path) || path.startsWith('.') ? path : `./${path}`}
  }
  const address = url ?? source
  const hints = ['Pass --chart-url with an oci:// or https:// address.']
  if (address === undefined)
    throw new UsageError(`It is not known where the chart ${chart.name}-${chart.version} of ${release} comes from.`, {hints})
  if (isIncomplete(withoutCredentials(address)))
    throw new UsageError(`The chart of ${release} comes from ${withoutCredentials(address)}, and a part of this address is secret.`, {
      hints,
    })
  return {...chart, ...located(address)}
}

function located(address: string) {
  if (/^oci:\/\//i.test(address)) return {kind: 'oci', url: address.replace(/(?<=[^/]):[^/:]*$/, '')} as const
  if (hasScheme(address)) return {kind: /\.tgz$/i.test(address) ? 'archive' : 'repository', url: address} as const
  if (/^\.|^[/\\]|^[a-z]:|\.tgz$/i.test(address)) return {kind: 'folder', path: address} as const
  return {kind: 'alias', alias: address} as const
}
