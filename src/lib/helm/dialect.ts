/** A release. Helm 2 identifies it by its name, later versions by name and namespace. */
export interface ReleaseRef {
  readonly release: string
  readonly namespace: string
}

/** The arguments of one major version of Helm for each task. */
export interface Dialect {
  readonly major: 2 | 3 | 4
  /** Installs or upgrades, with values from stdin. Does not wait for pods. */
  upgrade(ref: ReleaseRef, chart: string, how: {readonly timeoutSeconds: number; readonly fitsSchema: boolean}): readonly string[]
  /** Prints the objects that an upgrade with values from stdin would apply, as YAML, without asking a cluster. */
  template(ref: ReleaseRef, chart: string, kubernetesVersion: string | undefined): readonly string[]
  uninstall(ref: ReleaseRef, timeoutSeconds: number): readonly string[]
  rollback(ref: ReleaseRef, revision: number, timeoutSeconds: number): readonly string[]
  history(ref: ReleaseRef): readonly string[]
  values(ref: ReleaseRef): readonly string[]
  /** Prints the objects of a release, as YAML. */
  manifest(ref: ReleaseRef): readonly string[]
  showChart(chart: string): readonly string[]
  pull(chart: string, directory: string): readonly string[]
}

/**
 * The hooks of a release are objects that helm creates when it uninstalls the release. They are in the Secret of the release, so whoever can write Secrets in
 * its namespace could have written them, and helm would create them with the rights of the user. No chart of a connector has hooks.
 */
const noHooks = '--no-hooks'

const helm3: Dialect = {
  major: 3,
  upgrade: (ref, chart, {timeoutSeconds: seconds}) => [
    'upgrade',
    ref.release,
    chart,
    '--install',
    ...inNamespace(ref),
    '--reset-values',
    '--values',
    '-',
    '--timeout',
    `${seconds}s`,
    '--output',
    'json',
  ],
  template: (ref, chart, kubernetesVersion) => [
    'template',
    ref.release,
    chart,
    ...inNamespace(ref),
    '--values',
    '-',
    ...(kubernetesVersion === undefined ? [] : ['--kube-version', kubernetesVersion]),
  ],
  uninstall: (ref, seconds) => ['uninstall', ref.release, ...inNamespace(ref), '--timeout', `${seconds}s`, noHooks],
  rollback: (ref, revision, seconds) => ['rollback', ref.release, String(revision), ...inNamespace(ref), '--timeout', `${seconds}s`],
  history: ref => ['history', ref.release, ...inNamespace(ref), '--output', 'json'],
  values: ref => ['get', 'values', ref.release, ...inNamespace(ref), '--output', 'json'],
  manifest: ref => ['get', 'manifest', ref.release, ...inNamespace(ref)],
  showChart: chart => ['show', 'chart', chart],
  pull: (chart, directory) => ['pull', chart, '--destination', directory],
}

/**
 * By default, Helm 4 uses server-side apply only for releases that it installed itself, and it fails if somebody changed a field with kubectl. With these
 * flags, it upgrades all releases in the same way, and reverts such changes as Helm 3 does.
 */
const serverSide = ['--server-side=true', '--force-conflicts']

/** Fetching and parsing the schema takes a third of the time of an upgrade. The API server validates the objects in any case (fieldValidation=Strict). */
const noFetchedSchema = '--disable-openapi-validation'

const helm4: Dialect = {
  ...helm3,
  major: 4,
  upgrade: (ref, chart, how) => [...helm3.upgrade(ref, chart, how), ...serverSide, ...(how.fitsSchema ? [noFetchedSchema] : [])],
  rollback: (ref, revision, seconds) => [...helm3.rollback(ref, revision, seconds), ...serverSide],
}

/** Without this limit, Helm 2 waits five minutes for a missing Tiller. */
const viaTiller = ['--tiller-connection-timeout', '10']

const helm2: Dialect = {
  major: 2,
  upgrade: (ref, chart, {timeoutSeconds: seconds}) => [
    'upgrade',
    '--install',
    ref.release,
    chart,
    ...inNamespace(ref),
    '--reset-values',
    '-f',
    '-',
    '--timeout',
    String(seconds),
    ...viaTiller,
  ],
  template: (ref, chart, kubernetesVersion) => [
    'template',
    chart,
    '--name',
    ref.release,
    ...inNamespace(ref),
    '-f',
    '-',
    ...(kubernetesVersion === undefined ? [] : ['--kube-version', kubernetesVersion]),
  ],
  uninstall: ({release}, seconds) => ['delete', '--purge', release, '--timeout', String(seconds), ...viaTiller],
  rollback: ({release}, revision, seconds) => ['rollback', release, String(revision), '--timeout', String(seconds), ...viaTiller],
  history: ({release}) => ['history', release, '--output', 'json', ...viaTiller],
  values: ({release}) => ['get', 'values', release, '--output', 'json', ...viaTiller],
  manifest: ({release}) => ['get', 'manifest', release, ...viaTiller],
  showChart: chart => ['inspect', 'chart', chart],
  pull: (chart, directory) => ['fetch', chart, '--destination', directory],
}

/** The dialect of a major version. A newer Helm than all known ones is treated like the newest known one. */
export function dialectOf(major: number): Dialect {
  if (major <= 2) return helm2
  return major === 3 ? helm3 : helm4
}

function inNamespace({namespace}: ReleaseRef): readonly string[] {
  return ['--namespace', namespace]
}

/** Releases in every state, from Tiller. Helm 2 returns pages; `offset` is the start of the next page. Later versions keep releases in Secrets. */
export function listFromTiller(offset: string): readonly string[] {
  return ['ls', '--all', ...(offset === '' ? [] : ['--offset', offset]), '--output', 'json', ...viaTiller]
}
