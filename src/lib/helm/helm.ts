import {withoutCredentials} from '../addresses.ts'
import type {Invocation, Outcome, Run} from '../process.ts'
import {dialectOf, listFromTiller, type ReleaseRef} from './dialect.ts'
import {helmEnvironment} from './environment.ts'
import {HelmFailed, helmError} from './helm-errors.ts'
import {remedyFor} from './stuck-release.ts'
import {parseHistory, parseReleases, parseUpgraded, type Release} from './releases.ts'
import {readHelmVersion, type HelmVersion} from './version.ts'

/** The helm program and the cluster that it uses. Set kubeconfig, context or both: otherwise helm uses the current context. */
export interface HelmTarget {
  /** Absolute path of helm. */
  readonly tool: string
  readonly kubeconfig?: string
  readonly context?: string
}

export type Values = Readonly<Record<string, unknown>>

export interface Upgrade extends ReleaseRef {
  /** The path of a folder or archive, or any other chart reference of helm. */
  readonly chart: string
  /** Passed to helm on stdin. */
  readonly values: Values
  readonly timeoutMs: number
  /** Whether the objects are known to be valid for every API server. Helm 4 then does not fetch the schema; the API server still validates the objects. */
  readonly fitsSchema?: boolean
}

/** helm for one cluster. Every method rejects with HelmFailed or NotAllowedError if helm fails. */
export interface Helm {
  readonly version: HelmVersion
  /** Helm 2 only: releases in every state. */
  tillerReleases(): Promise<readonly Release[]>
  /** Installs or upgrades a release. The values replace all earlier values. Does not wait for pods. */
  upgrade(upgrade: Upgrade): Promise<Release>
  /** The objects that an upgrade would apply, as YAML. Does not ask the cluster. */
  template(
    upgrade: Pick<Upgrade, 'release' | 'namespace' | 'chart' | 'values'> & {readonly kubernetesVersion: string | undefined},
  ): Promise<string>
  /** The values that were passed to the release; undefined if the release does not exist. */
  values(ref: ReleaseRef): Promise<Readonly<Record<string, unknown>> | undefined>
  /**
   * The objects of the release, as Helm stores them: YAML. Empty if the release does not exist. Whoever can write Secrets in its namespace
   * could have changed them.
   */
  manifest(ref: ReleaseRef): Promise<string>
  /** Does nothing if the release does not exist. Runs no hooks. Does not wait until the objects are gone. */
  uninstall(ref: ReleaseRef & {readonly timeoutMs?: number}): Promise<void>
  /** Repairs a release of which an interrupted helm left this revision pending or uninstalling. Does nothing for any other release. */
  mend(ref: ReleaseRef & {readonly revision: number; readonly timeoutMs?: number}): Promise<void>
  /** Rolls a release back to a revision; Helm makes a new revision of it. Does not wait for pods. */
  rollback(ref: ReleaseRef & {readonly revision: number; readonly timeoutMs: number}): Promise<void>
  /** Helm 2 only: installs Tiller in the cluster. Does nothing if Tiller exists. */
  initTiller(serviceAccount: string): Promise<void>
  /** The text of a chart's Chart.yaml. */
  showChart(source: string): Promise<string>
  /** Downloads a chart's archive into a folder. */
  pull(source: string, directory: string): Promise<void>
}

const shortMs = 60_000
const longMs = 300_000
/** helm has its own time limit. If it takes this much longer, it hangs. */
const graceMs = 15_000
const notFound = /release: (".*" )?not found/

/** Opens helm for a cluster, with the arguments of its version. Runs `helm version` if the version is not `known`. Rejects if that version is too old. */
export async function openHelm(run: Run, {tool, kubeconfig, context}: HelmTarget, known?: HelmVersion): Promise<Helm> {
  const version = known ?? (await readHelmVersion(run, tool))
  const dialect = dialectOf(version.major)
  const target = [
    ...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]),
    ...(context === undefined ? [] : ['--kube-context', context]),
  ]

  const attempt = async (args: readonly string[], timeoutMs: number, input?: Invocation['input']): Promise<Outcome> => {
    const outcome = await run({tool, args: [...args, ...target], env: helmEnvironment, timeoutMs, ...(input !== undefined && {input})})
    return {...outcome, stderr: withoutCredentials(outcome.stderr)}
  }
  const call = async (doing: string, args: readonly string[], timeoutMs: number, input?: Invocation['input']): Promise<string> => {
    const {exitCode, stdout, stderr} = await attempt(args, timeoutMs, input)
    if (exitCode !== 0) throw helmError(doing, {args, helmExitCode: exitCode, stderr})
    return stdout
  }
  const read = async <T>(doing: string, args: readonly string[], parse: (stdout: string) => T): Promise<T> =>
    understood(doing, args, await call(doing, args, shortMs), parse)

  const helm: Helm = {
    version,
    async tillerReleases() {
      const found: Release[] = []
      let offset = ''
      do {
        const {releases, next} = await read('list the releases', listFromTiller(offset), parseReleases)
        found.push(...releases)
        offset = next
      } while (offset !== '')
      return found
    },
    async upgrade({chart, values, timeoutMs, fitsSchema = false, ...ref}) {
      const doing = `install or upgrade the release ${ref.release}`
      const args = dialect.upgrade(ref, chart, {timeoutSeconds: seconds(timeoutMs), fitsSchema})
      const stdout = await call(doing, args, timeoutMs + graceMs, JSON.stringify(values))
      return dialect.major === 2 ? findUpgraded(helm, ref) : understood(doing, args, stdout, parseUpgraded)
    },
    template: ({chart, values, kubernetesVersion, ...ref}) =>
      call(`render the chart of ${ref.release}`, dialect.template(ref, chart, kubernetesVersion), shortMs, JSON.stringify(values)),
    async values(ref) {
      const args = dialect.values(ref)
      const {exitCode, stdout, stderr} = await attempt(args, shortMs)
      if (exitCode !== 0 && notFound.test(stderr)) return undefined
      if (exitCode !== 0) throw helmError(`read the values of the release ${ref.release}`, {args, helmExitCode: exitCode, stderr})
      return (understood('read the values', args, stdout, JSON.parse) as Readonly<Record<string, unknown>> | null) ?? {}
    },
    async manifest(ref) {
      const args = dialect.manifest(ref)
      const {exitCode, stdout, stderr} = await attempt(args, shortMs)
      if (exitCode !== 0 && notFound.test(stderr)) return ''
      if (exitCode !== 0) throw helmError(`read the objects of the release ${ref.release}`, {args, helmExitCode: exitCode, stderr})
      return stdout
    },
    async uninstall({timeoutMs = longMs, ...ref}) {
      const args = dialect.uninstall(ref, seconds(timeoutMs))
      const {exitCode, stderr} = await attempt(args, timeoutMs + graceMs)
      if (exitCode !== 0 && !notFound.test(stderr))
        throw helmError(`uninstall the release ${ref.release}`, {args, helmExitCode: exitCode, stderr})
    },
    async mend({timeoutMs = longMs, revision, ...ref}) {
      const doing = `read the history of the release ${ref.release}`
      const args = dialect.history(ref)
      const {exitCode, stdout, stderr} = await attempt(args, shortMs)
      if (exitCode !== 0 && notFound.test(stderr)) return
      if (exitCode !== 0) throw helmError(doing, {args, helmExitCode: exitCode, stderr})
      const remedy = remedyFor(understood(doing, args, stdout, parseHistory), revision)
      if (remedy.do === 'uninstall') await helm.uninstall({...ref, timeoutMs})
      if (remedy.do === 'rollback') await helm.rollback({...ref, revision: remedy.revision, timeoutMs})
    },
    async rollback({revision, timeoutMs, ...ref}) {
      const doing = `roll back the release ${ref.release} to revision ${revision}`
      await call(doing, dialect.rollback(ref, revision, seconds(timeoutMs)), timeoutMs + graceMs)
    },
    async initTiller(serviceAccount) {
      // The refresh would fetch the index of the default repository, which is not needed and fails offline.
      await call('install Tiller', ['init', '--service-account', serviceAccount, '--skip-refresh'], longMs)
    },
    showChart: source => call(`read the chart ${withoutCredentials(source)}`, dialect.showChart(source), shortMs),
    async pull(source, directory) {
      await call(`download the chart ${withoutCredentials(source)}`, dialect.pull(source, directory), longMs)
    },
  }
  return helm
}

/** Finds the release after an upgrade with Helm 2, which has no output format for upgrades. */
async function findUpgraded(helm: Helm, {release}: ReleaseRef): Promise<Release> {
  const found = (await helm.tillerReleases()).find(({name}) => name === release)
  if (found === undefined)
    throw new HelmFailed(`Helm installed the release ${release}, but does not list it.`, {args: [], helmExitCode: 0, stderr: ''})
  return found
}

function understood<T>(doing: string, args: readonly string[], stdout: string, parse: (stdout: string) => T): T {
  try {
    return parse(stdout)
  } catch (cause) {
    throw new HelmFailed(`Helm could not ${doing}: its output is not JSON.`, {args, helmExitCode: 0, stderr: '', cause})
  }
}

function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000))
}
