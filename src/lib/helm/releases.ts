export const releaseStatuses = [
  'deployed',
  'failed',
  'pending-install',
  'pending-upgrade',
  'pending-rollback',
  'uninstalling',
  'uninstalled',
  'superseded',
  'unknown',
] as const
export type ReleaseStatus = (typeof releaseStatuses)[number]

/** One revision of a release. */
export interface Release {
  readonly name: string
  readonly namespace: string
  readonly revision: number
  readonly status: ReleaseStatus
  readonly chartName: string
  readonly chartVersion: string
  readonly appVersion: string
  /** ISO 8601; undefined if Helm does not report a time. */
  readonly updated: string | undefined
  /** How many hooks its chart has; undefined with Helm 2. */
  readonly hooks?: number
  /** Who wrote its Secret last (the field manager), and when, by the clock of the API server (ISO 8601); undefined with Helm 2. */
  readonly written?: {readonly by: string; readonly at: string}
}

export type Revision = Pick<Release, 'revision' | 'status'>

/** In the output of `helm ls --output json` (Helm 2). */
interface ListedRelease {
  readonly Name: string
  readonly Namespace: string
  readonly Revision: number
  readonly Updated: string
  readonly Status: string
  readonly Chart: string
  readonly AppVersion: string
}

/** A revision as Helm 3 and 4 store it, and as `helm upgrade --output json` prints it. */
export interface UpgradedRelease {
  readonly name: string
  readonly namespace: string
  readonly version: number
  readonly info: {readonly status: string; readonly last_deployed: string}
  readonly chart: {readonly metadata: {readonly name: string; readonly version: string; readonly appVersion?: string}}
  readonly hooks?: readonly unknown[] | null
  readonly manifest?: string
}

/** A page of releases, and the offset of the next page; empty after the last page. */
export interface ReleasePage {
  readonly releases: readonly Release[]
  readonly next: string
}

/** Parses the output of `helm ls --output json` of Helm 2. Throws if it is not JSON. */
export function parseReleases(stdout: string): ReleasePage {
  // It prints nothing for an empty list.
  if (stdout.trim() === '') return {releases: [], next: ''}
  const {Next, Releases} = JSON.parse(stdout) as {readonly Next: string; readonly Releases: readonly ListedRelease[] | null}
  return {releases: (Releases ?? []).map(listed), next: Next}
}

function listed({Name, Namespace, Revision, Status, Chart, AppVersion, Updated}: ListedRelease): Release {
  return {
    name: Name,
    namespace: Namespace,
    revision: Revision,
    status: parseStatus(Status),
    ...splitChart(Chart),
    appVersion: AppVersion,
    updated: isoTime(Updated),
  }
}

/** Parses a revision as Helm 3 and 4 print and store it. Throws if it is not JSON. */
export function parseUpgraded(stdout: string): Release {
  return releaseOf(JSON.parse(stdout) as UpgradedRelease)
}

/** Throws if it is no revision. */
export function releaseOf({name, namespace, version, info, chart, hooks}: UpgradedRelease): Release {
  const {metadata} = chart
  return {
    name,
    namespace,
    revision: version,
    status: parseStatus(info.status),
    chartName: metadata.name,
    chartVersion: metadata.version,
    appVersion: metadata.appVersion ?? '',
    updated: isoTime(info.last_deployed),
    hooks: Array.isArray(hooks) ? hooks.length : 0,
  }
}

/** Parses the output of `helm history --output json` of any Helm; oldest revision first. Throws if it is not JSON. */
export function parseHistory(stdout: string): readonly Revision[] {
  const entries = JSON.parse(stdout) as readonly {readonly revision: number; readonly status: string}[]
  return entries.map(({revision, status}) => ({revision, status: parseStatus(status)})).toSorted((a, b) => a.revision - b.revision)
}

/** Helm 2 prints states in upper case, such as `PENDING_INSTALL`, and says deleting instead of uninstalling. */
function parseStatus(text: string): ReleaseStatus {
  const status = text.toLowerCase().replaceAll('_', '-').replace('deleted', 'uninstalled').replace('deleting', 'uninstalling')
  return releaseStatuses.find(known => known === status) ?? 'unknown'
}

/** `aci-connector-0.1.0` is a chart's name and version. The version begins at the first dash that three numbers follow. */
function splitChart(chart: string): Pick<Release, 'chartName' | 'chartVersion'> {
  const [, chartName = chart, chartVersion = ''] = /^(.+?)-(v?\d+\.\d+\.\d+.*)$/.exec(chart) ?? []
  return {chartName, chartVersion}
}

function isoTime(text: string): string | undefined {
  const time = new Date(text)
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString()
}
