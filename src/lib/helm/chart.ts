import {join} from 'node:path'
import {withoutCredentials} from '../addresses.ts'
import {exitCodes, UsageError, UserError} from '../errors.ts'
import {digestOf, sha256Of} from '../digests.ts'
import {exists, isDirectory, listDirectory, withPrivateDirectory} from '../files.ts'
import {hasScheme} from './chart-address.ts'
import type {Helm} from './helm.ts'
import {readOwnText, withOwnFolder} from '../own-files.ts'
import {judgeChart, ownChart, ownChartFolder, upstreamChart, upstreamSince, type ChartKind} from './supported-charts.ts'

/** A chart that vkctl can install. */
export interface ConnectorChart {
  readonly name: string
  readonly version: string
  readonly kind: ChartKind
  /** The value of --chart-url as it may be shown; `embedded` for the chart of vkctl. */
  readonly source: string
  /** The local folder or archive that is passed to helm. */
  readonly path: string
  /** A digest of the contents, so that an edited chart is a different chart even with the same version. */
  readonly digest: string
}

/** Which chart to use. */
export interface ChartRef {
  /** As `--chart-url` gives it; undefined for vkctl's own chart. */
  readonly url: string | undefined
  /** `sha256:` and the SHA-256 of the archive; undefined for any. */
  readonly digest?: string | undefined
}

/** A chart that is ready for use. A downloaded chart exists only while `use` runs. */
export interface OpenedChart {
  use<T>(work: (chart: ConnectorChart) => Promise<T>): Promise<T>
}

/**
 * Identifies a chart: vkctl's own without a `url`, else a folder, an archive, an https or oci address or `repo/name`. What has to be
 * downloaded is downloaded once, so that vkctl installs exactly what it has checked. Rejects with UsageError when vkctl cannot install it:
 * a local chart at once, a remote one in `use`, before the work begins.
 * @param root The folder that vkctl is installed in.
 */
export async function openChart(helm: Helm, {url, digest}: ChartRef, root: string): Promise<OpenedChart> {
  if (url === undefined) {
    const text = await readOwnText(root, `${ownChartFolder}/Chart.yaml`)
    if (text === undefined) throw new Error(`The chart ${ownChart} is missing: the installation of vkctl is incomplete.`)
    return {use: work => withOwnFolder(root, ownChartFolder, async path => work(await identify(text, 'embedded', path)))}
  }
  const source = withoutCredentials(url)
  if (await isLocal(url)) {
    await checkDigest(url, source, digest)
    const chart = await identify(await helm.showChart(url), source, url)
    return {use: work => work(chart)}
  }
  return {
    use: work =>
      withPrivateDirectory(async directory => {
        await helm.pull(url, directory)
        const archive = (await listDirectory(directory)).find(file => file.endsWith('.tgz'))
        if (archive === undefined) throw new UserError(`Helm did not download a chart from ${source}.`)
        const path = join(directory, archive)
        await checkDigest(path, source, digest)
        return work(await identify(await helm.showChart(path), source, path))
      }),
  }
}

/** Opens the chart of each of these addresses and calls `use` with all of them, in their order. What has to be downloaded is there until `use` ends. */
export async function useCharts<T>(
  helm: Helm,
  refs: readonly ChartRef[],
  root: string,
  use: (charts: readonly ConnectorChart[]) => Promise<T>,
): Promise<T> {
  const key = ({url, digest}: ChartRef): string => JSON.stringify([url, digest])
  const different = new Map(refs.map(ref => [key(ref), ref]))
  const opened = await Promise.all([...different].map(async ([name, ref]) => [name, await openChart(helm, ref, root)] as const))
  const collect = (rest: typeof opened, charts: ReadonlyMap<string, ConnectorChart>): Promise<T> => {
    const [first, ...more] = rest
    if (first === undefined) return use(refs.flatMap(ref => charts.get(key(ref)) ?? []))
    const [name, chart] = first
    return chart.use(one => collect(more, new Map([...charts, [name, one]])))
  }
  return collect(opened, new Map())
}

/** Whether the chart is on the disk, by the rules of helm: a URL has a scheme, an existing path is local, and anything else is `repo/name`. Throws UsageError for a path that does not exist. */
async function isLocal(url: string): Promise<boolean> {
  if (hasScheme(url)) return false
  if (await exists(url)) return true
  if (/^\.{0,2}[/\\]|^[a-z]:|\.tgz$/i.test(url) || !url.includes('/'))
    throw new UsageError(`--chart-url names ${url}, which does not exist.`)
  return false
}

/** Throws UserError if the archive is not the one that the user pinned, and UsageError for a folder, which has no digest. */
async function checkDigest(path: string, source: string, wanted: string | undefined): Promise<void> {
  if (wanted === undefined) return
  if (await isDirectory(path)) throw new UsageError(`--chart-digest needs the archive of a chart, but ${source} is a folder.`)
  const found = `sha256:${await sha256Of(path)}`
  if (found === wanted) return
  throw new UserError(`The chart from ${source} has the digest ${found}, not ${wanted}.`, {
    hints: ['Somebody changed the chart, or --chart-digest belongs to another version. Nothing was installed.'],
    exitCode: exitCodes.checksFailed,
  })
}

async function identify(chartYaml: string, source: string, path: string): Promise<ConnectorChart> {
  const {load, FAILSAFE_SCHEMA} = await import('js-yaml')
  const {name = '', version = ''} = load(chartYaml, {schema: FAILSAFE_SCHEMA}) as {readonly name?: string; readonly version?: string}
  const judgement = judgeChart(name, version)
  if ('kind' in judgement) return {name, version, kind: judgement.kind, source, path, digest: await digestOf(path)}
  throw new UsageError(`The chart ${name} ${version} cannot be used: ${judgement.reason}.`, {
    hints: [`Omit --chart-url to use the chart that comes with vkctl, or use ${upstreamChart} ${upstreamSince} or later.`],
  })
}
