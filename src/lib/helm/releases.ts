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
}

export type Revision = Pick<Release, 'revision' | 'status'>

interface ListedRelease {
  readonly name: string
  readonly namespace: string
  readonly revision: string
  readonly updated: string
  readonly status: string
  readonly chart: string
  readonly app_version: string
}

interface ListedRelease2 {
  readonly Name: string
  readonly Namespace: string
  readonly Revision: number
  readonly Updated: string
  readonly Status: string
  readonly Chart: string
  readonly AppVersion: string
}

/** The output of `helm upgrade --output json` (Helm 3 and 4). */
interface UpgradedRelease {
  readonly name: string
  readonly namespace: string
  readonly version: number
  readonly info: {readonly status: string; readonly last_deployed: string}
  readonly chart: {readonly metadata: {readonly name: string; readonly version: string; readonly appVersion?: string}}
}

/** A page of releases, and the offset of the next page; empty after the last page. */
export interface ReleasePage {
  readonly releases: readonly Release[]
  readonly next: string
}

/** Parses the output of `helm list --output json` of any Helm. Throws if it is not JSON. */
export function parseReleases(stdout: string): ReleasePage {
  // Helm 2 prints nothing for an empty list.
  const parsed = JSON.parse(stdout.trim() === '' ? '[]' : stdout) as
    readonly ListedRelease[] | {readonly Next: string; readonly Releases: readonly ListedRelease2[] | null}
  if ('Releases' in parsed) return {releases: (parsed.Releases ?? []).map(listed2), next: parsed.Next}
  return {releases: parsed.map(listed), next: ''}
}

function listed({name, namespace, revision, status, chart, app_version: appVersion, updated}: ListedRelease): Release {
  return {
    name,
    namespace,
    revision: Number(revision),
    status: parseStatus(status),
    ...splitChart(chart),
    appVersion,
    updated: isoTime(updated),
  }
}

function listed2({Name, Namespace, Revision, Status, Chart, AppVersion, Updated}: ListedRelease2): Release {
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

/** Parses the output of `helm upgrade --output json`. Throws if it is not JSON. */
export function parseUpgraded(stdout: string): Release {
  const {name, namespace, version, info, chart} = JSON.parse(stdout) as UpgradedRelease
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
