/** A release: Helm 2 knows it by its name alone, later ones by name and namespace. */
export interface ReleaseRef {
  readonly release: string
  readonly namespace: string
}

/** How one major version of Helm is told what to do: intent to arguments. */
export interface Dialect {
  readonly major: 2 | 3 | 4
  /** Installs or upgrades; values come by stdin. Does not wait for pods. */
  upgrade(ref: ReleaseRef, chart: string, how: {readonly timeoutSeconds: number; readonly fitsSchema: boolean}): readonly string[]
  uninstall(ref: ReleaseRef, timeoutSeconds: number): readonly string[]
  rollback(ref: ReleaseRef, revision: number, timeoutSeconds: number): readonly string[]
  /** Releases in every state, of one namespace or of all. `offset` goes on where a shortened answer ended. */
  list(namespace: string | undefined, offset: string): readonly string[]
  history(ref: ReleaseRef): readonly string[]
  values(ref: ReleaseRef): readonly string[]
  showChart(chart: string): readonly string[]
  pull(chart: string, directory: string): readonly string[]
}

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
  uninstall: (ref, seconds) => ['uninstall', ref.release, ...inNamespace(ref), '--timeout', `${seconds}s`],
  rollback: (ref, revision, seconds) => ['rollback', ref.release, String(revision), ...inNamespace(ref), '--timeout', `${seconds}s`],
  list: namespace => ['list', '--all', ...listing(namespace)],
  history: ref => ['history', ref.release, ...inNamespace(ref), '--output', 'json'],
  values: ref => ['get', 'values', ref.release, ...inNamespace(ref), '--output', 'json'],
  showChart: chart => ['show', 'chart', chart],
  pull: (chart, directory) => ['pull', chart, '--destination', directory],
}

/**
 * Helm 4 uses server-side apply for releases that it made itself and the old way for those of Helm 3, and it stops at fields that somebody
 * changed with kubectl. Always server-side and forced: both kinds of release upgrade alike, and edits are taken back as Helm 3 does.
 */
const serverSide = ['--server-side=true', '--force-conflicts']

/** It takes a third of an upgrade to fetch the schema and read it. The API server checks strictly (fieldValidation=Strict) with and without. */
const noFetchedSchema = '--disable-openapi-validation'

const helm4: Dialect = {
  ...helm3,
  major: 4,
  upgrade: (ref, chart, how) => [...helm3.upgrade(ref, chart, how), ...serverSide, ...(how.fitsSchema ? [noFetchedSchema] : [])],
  rollback: (ref, revision, seconds) => [...helm3.rollback(ref, revision, seconds), ...serverSide],
  // There is no --all any more: everything is shown.
  list: namespace => ['list', ...listing(namespace)],
}

/** Helm 2 would wait five minutes for a Tiller that is not there. */
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
  uninstall: ({release}, seconds) => ['delete', '--purge', release, '--timeout', String(seconds), ...viaTiller],
  rollback: ({release}, revision, seconds) => ['rollback', release, String(revision), '--timeout', String(seconds), ...viaTiller],
  list: (namespace, offset) => [
    'ls',
    '--all',
    ...(namespace === undefined ? [] : ['--namespace', namespace]),
    ...(offset === '' ? [] : ['--offset', offset]),
    '--output',
    'json',
    ...viaTiller,
  ],
  history: ({release}) => ['history', release, '--output', 'json', ...viaTiller],
  values: ({release}) => ['get', 'values', release, '--output', 'json', ...viaTiller],
  showChart: chart => ['inspect', 'chart', chart],
  pull: (chart, directory) => ['fetch', chart, '--destination', directory],
}

/** A Helm newer than all that are known is taken for the newest that is. */
export function dialectOf(major: number): Dialect {
  if (major <= 2) return helm2
  return major === 3 ? helm3 : helm4
}

function inNamespace({namespace}: ReleaseRef): readonly string[] {
  return ['--namespace', namespace]
}

/** `--max 0`: not just the first 256. */
function listing(namespace: string | undefined): readonly string[] {
  const where = namespace === undefined ? ['--all-namespaces'] : ['--namespace', namespace]
  return [...where, '--max', '0', '--time-format', '2006-01-02T15:04:05Z07:00', '--output', 'json']
}
