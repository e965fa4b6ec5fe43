import {join} from 'node:path'
import {UsageError, UserError} from '../errors.ts'
import {digestOf, exists, listDirectory, readText, withPrivateDirectory} from '../files.ts'
import type {Helm} from './helm.ts'
import {judgeChart, ownChart, upstreamChart, type ChartKind} from './supported-charts.ts'

/** A chart that vkctl can install. */
export interface ConnectorChart {
  readonly name: string
  readonly version: string
  readonly kind: ChartKind
  /** The value of --chart-url; `embedded` for the chart of vkctl. */
  readonly source: string
  /** The local folder or archive that is passed to helm. */
  readonly path: string
  /** A digest of the contents, so that an edited chart is a different chart even with the same version. */
  readonly digest: string
}

/** A chart that is ready for use. A downloaded chart exists only while `use` runs. */
export interface OpenedChart {
  use<T>(work: (chart: ConnectorChart) => Promise<T>): Promise<T>
}

/**
 * Identifies a chart: vkctl's own without `url`, else a folder, an archive, an https or oci address or `repo/name`. What has to be
 * downloaded is downloaded once, so that what was checked is what is installed. Rejects with UsageError when vkctl cannot install it:
 * a local chart at once, a remote one in `use`, before the work begins.
 * @param root The folder that vkctl is installed in.
 */
export async function openChart(helm: Helm, url: string | undefined, root: string): Promise<OpenedChart> {
  if (url === undefined) {
    const path = join(root, 'charts', ownChart)
    const text = await readText(join(path, 'Chart.yaml'))
    if (text === undefined) throw new Error(`${path} is missing: the installation of vkctl is incomplete.`)
    const chart = await identify(text, 'embedded', path)
    return {use: work => work(chart)}
  }
  if (await isLocal(url)) {
    const chart = await identify(await helm.showChart(url), url, url)
    return {use: work => work(chart)}
  }
  return {
    use: work =>
      withPrivateDirectory(async directory => {
        await helm.pull(url, directory)
        const archive = (await listDirectory(directory)).find(file => file.endsWith('.tgz'))
        if (archive === undefined) throw new UserError(`Helm did not download a chart from ${url}.`)
        const path = join(directory, archive)
        return work(await identify(await helm.showChart(path), url, path))
      }),
  }
}

/** Opens the chart of each of these addresses and calls `use` with all of them, in their order. What has to be downloaded is there until `use` ends. */
export async function useCharts<T>(
  helm: Helm,
  urls: readonly (string | undefined)[],
  root: string,
  use: (charts: readonly ConnectorChart[]) => Promise<T>,
): Promise<T> {
  const opened = await Promise.all([...new Set(urls)].map(async url => [url, await openChart(helm, url, root)] as const))
  const collect = (rest: typeof opened, charts: ReadonlyMap<string | undefined, ConnectorChart>): Promise<T> => {
    const [first, ...more] = rest
    if (first === undefined) return use(urls.flatMap(url => charts.get(url) ?? []))
    const [url, chart] = first
    return chart.use(one => collect(more, new Map([...charts, [url, one]])))
  }
  return collect(opened, new Map())
}

/** Whether the chart is on the disk, by the rules of helm: a URL has a scheme, an existing path is local, and anything else is `repo/name`. Throws UsageError for a path that does not exist. */
async function isLocal(url: string): Promise<boolean> {
  if (/^[a-z][a-z0-9+]+:\/\//i.test(url)) return false
  if (await exists(url)) return true
  if (/^\.{0,2}[/\\]|^[a-z]:|\.tgz$/i.test(url) || !url.includes('/'))
    throw new UsageError(`--chart-url names ${url}, which does not exist.`)
  return false
}

async function identify(chartYaml: string, source: string, path: string): Promise<ConnectorChart> {
  const {load, FAILSAFE_SCHEMA} = await import('js-yaml')
  const {name = '', version = ''} = load(chartYaml, {schema: FAILSAFE_SCHEMA}) as {readonly name?: string; readonly version?: string}
  const judgement = judgeChart(name, version)
  if ('kind' in judgement) return {name, version, kind: judgement.kind, source, path, digest: await digestOf(path)}
  throw new UsageError(`The chart ${name} ${version} cannot be used: ${judgement.reason}.`, {
    hints: [`Omit --chart-url to use the chart that comes with vkctl, or use ${upstreamChart} 1.4.4 or later.`],
  })
}
