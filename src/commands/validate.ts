import {smokeClosing} from '../outcomes/closing-lines.ts'
import type {InferredFlags} from '@oclif/core/interfaces'
import {bundleFlags, checkBundleFlags, saveIfAsked, savedInspection} from '../validate-flags/bundle-flags.ts'
import {changeLog} from '../findings/change-log.ts'
import {concluded, findingsExitCode} from '../findings/fail-on.ts'
import {furtherFormats, furtherWriters} from '../findings/further-formats.ts'
import {aboutInspection, type About} from '../findings/html/about.ts'
import {liveReport, sayingOnce} from '../findings/terminal/live-report.ts'
import {outlasting} from '../findings/outlast.ts'
import type {Layout} from '../findings/terminal/layout.ts'
import {sayFindings} from '../findings/say-findings.ts'
import {validationReport, validationRows} from '../findings/terminal/validation-report.ts'
import {watch} from '../findings/watch.ts'
import {ofCluster} from '../validate-flags/cluster-flags.ts'
import {fixIfAsked, manifestFlags} from '../validate-flags/manifest-flags.ts'
import {chosenConnectors, globalFlagsWith} from '../flags.ts'
import {kubeOptions, openHost} from '../host.ts'
import type {SmokeSpec} from '../lib/connector/smoke/smoke.ts'
import type {Inspection} from '../lib/connector/inspection/inspection.ts'
import {inspect} from '../lib/connector/validation/inspect.ts'
import {validationOf, type Validation} from '../lib/connector/validation/validate.ts'
import {inWords} from '../lib/output/elapsed.ts'
import {exitCodes, TimedOutError, UsageError, type ExitCode} from '../lib/errors.ts'
import {formats} from '../lib/output/format.ts'
import type {Talk} from '../lib/talk.ts'
import {smokeExitCode, smokeSpec, warnOfPublicIps} from '../validate-flags/smoke-flags.ts'
import {checkReportFlags, reportFlags, writeReports} from '../validate-flags/report-flags.ts'
import {ReadingCommand} from '../reading-command.ts'

export default class Validate extends ReadingCommand {
  static override summary = 'Check that the connectors of a managed Kubernetes cluster work, or that manifests can run on them.'
  static override description = `Checks one of these:
- a cluster: vkctl validate -g GROUP -n CLUSTER
- manifests: vkctl validate -f FILE
- a bundle that --save wrote: vkctl validate --from FILE
Manifests and bundles are checked without Azure and without a cluster. Of the arguments below, only --fail-on and the global ones go with all three.
Shows the virtual nodes and the findings: on a terminal as a report, unless --output or --query is given. The exit code is 0 only when all checks pass, 4 when a check found a problem, and 10 when a check could not run and none found a problem.`
  static override baseFlags = globalFlagsWith([...formats, ...furtherFormats])
  static override flags = {
    ...ofCluster,
    ...manifestFlags(Object.keys(ofCluster)),
    ...reportFlags,
    ...bundleFlags(Object.keys(ofCluster)),
  }
  static override examples = [
    {
      description: 'Check all connectors of a cluster',
      command: 'vkctl validate --name MyManagedCluster --resource-group MyResourceGroup -o table',
    },
    {
      description: 'Repeat the checks until all pass, for at most five minutes',
      command: 'vkctl validate --name MyManagedCluster --resource-group MyResourceGroup --watch --timeout 5m',
    },
    {
      description: 'Fail a pipeline on warnings too',
      command: 'vkctl validate --name MyManagedCluster --resource-group MyResourceGroup --fail-on warning',
    },
    {
      description: 'Write the findings as test results for a CI system',
      command: 'vkctl validate --name MyManagedCluster --resource-group MyResourceGroup -o junit > validate.xml',
    },
    {
      description: 'Write a page to send to a colleague',
      command: 'vkctl validate --name MyManagedCluster --resource-group MyResourceGroup -o html > validate.html',
    },
    {
      description: 'Save what was read, to send it to somebody',
      command: 'vkctl validate --name MyManagedCluster --resource-group MyResourceGroup --save bundle.json.gz',
    },
    {description: 'See the findings of a bundle, without the cluster', command: 'vkctl validate --from bundle.json.gz -o table'},
    {description: 'See what keeps a manifest from running on virtual nodes', command: 'vkctl validate --filename app.yaml -o table'},
    {
      description: 'Add the toleration and the node selector of virtual nodes to a manifest',
      command: 'vkctl validate --filename app.yaml --fix',
    },
    {
      description: 'Run three sample pods on each Windows node and measure how long they take',
      command: 'vkctl validate --name MyManagedCluster --resource-group MyResourceGroup --os-type Windows --smoke --count 3',
    },
  ]

  /** What was read last. */
  #inspection: Inspection | undefined

  async run(): Promise<ExitCode> {
    const {flags} = await this.parse(Validate)
    if (!flags.watch && !flags.smoke && !this.defaulted.has('timeout'))
      throw new UsageError('argument --timeout: only allowed with argument --watch or --smoke')
    const spec = smokeSpec(flags, this.defaulted, {azure: () => this.lastAzure(), sleep: ms => this.system.lastSleep(ms)})
    await checkReportFlags(flags)
    await checkBundleFlags(flags)
    await fixIfAsked(flags, this.talk, (yes, question) => this.confirm(yes, question))
    const isAboutManifests = flags.filename !== undefined
    const result = await (flags.watch ? this.#watch(flags) : this.#checks(flags, this.talk, spec).then(check => check()))
    const writers = furtherWriters(this.#about(flags), flags['fail-on'])
    await this.print(result, {
      table: validation => validationRows(validation, isAboutManifests),
      further: writers,
      people: (validation, look) => validationReport(validation, {...look, ...this.#shown, elapsedMs: this.elapsedMs}, isAboutManifests),
    })
    await writeReports(flags, writers, result)
    // Below a table on the same terminal, there is an empty line.
    const saying = {
      ...this.styleOf('stderr'),
      ...this.#shown,
      elapsedMs: this.elapsedMs,
      isBelowResult: this.system.terminal.stdout && flags.output !== 'none',
    }
    if (!flags.watch && !this.isForPeople) await sayFindings(result.findings, saying, this.talk)
    await saveIfAsked(flags, this.#inspection, {system: this.system, version: this.config.version, talk: this.talk})
    const code = findingsExitCode(result.findings, flags['fail-on'])
    if (result.smoke !== undefined) return this.#smoked(result, code)
    if (result.ok || !flags.watch) return code
    throw new TimedOutError(`Some checks still fail after ${inWords(flags.timeout)}.`)
  }

  /** What a page about the findings says besides them. */
  #about({context, filename: files}: ValidateFlags): About {
    const read = this.#inspection === undefined ? {generatedAt: this.system.now()} : aboutInspection(this.#inspection)
    return {version: this.config.version, context, files, ...read}
  }

  /** A function that runs all checks once, and that can be called repeatedly. */
  async #checks(flags: ValidateFlags, talk: Talk, spec?: SmokeSpec): Promise<() => Promise<Validation>> {
    const {filename} = flags
    if (filename !== undefined) {
      const {validateManifests} = await import('../lib/checks/manifest/validate-manifests.ts')
      return async () =>
        concluded(
          await validateManifests(
            filename,
            () => this.readInput(),
            text => talk.warning(text),
          ),
          flags['fail-on'],
        )
    }
    const inspecting = await this.#inspecting(flags, talk, spec)
    return async () => {
      this.#inspection = await inspecting()
      return concluded(validationOf(this.#inspection), flags['fail-on'])
    }
  }

  /** A function that reads what the checks need: from the cluster, or from a bundle. */
  async #inspecting(flags: ValidateFlags, talk: Talk, spec?: SmokeSpec): Promise<() => Promise<Inspection>> {
    const {from} = flags
    if (from !== undefined) return () => savedInspection(from, talk, () => this.readInput())
    const {ref, azure} = this.readable(flags, talk)
    const host = await openHost(this.system, this.config, azure, talk, this.target)
    const saves = flags.save !== undefined
    const more = {smokeSpec: spec, failingPods: saves || flags.output === 'html', evidence: saves}
    return () => inspect(host, ref, kubeOptions(flags), chosenConnectors(flags), more)
  }

  /** Which findings are shown. */
  get #shown(): Pick<Layout, 'all' | 'onlyErrors'> {
    return {all: this.talk.isShown('info'), onlyErrors: !this.talk.isShown('warning')}
  }

  /** On a terminal, redraws the findings in place. Elsewhere, and with --verbose or --debug, prints a line for each change. */
  async #watch(flags: ValidateFlags): Promise<Validation> {
    const {signal, terminal} = this.system
    const shown = this.#shown
    const {colour} = this.styleOf('stderr')
    const live = this.redraws && !shown.all ? await liveReport(this.talk, terminal, {...shown, colour, signal}) : undefined
    const log = changeLog(this.talk)
    const now = () => this.system.now()
    const check = await this.#checks(flags, live?.talk ?? sayingOnce(this.talk))
    const result = await watch({
      check: outlasting({check, cluster: flags.name ?? 'cluster', target: this.target, signal, now}),
      show: async ({findings}, leftMs) => (live === undefined ? log(findings) : live.show(findings, leftMs)),
      timeoutMs: flags.timeout,
      now,
      sleep: ms => this.system.sleep(ms),
    })
    // The report on stdout takes its place.
    if (this.isForPeople) live?.erase()
    return result
  }

  /** Left-over sample pods decide the exit code first, then a timeout, then the findings. */
  #smoked({smoke = []}: Validation, ofFindings: ExitCode): ExitCode {
    warnOfPublicIps(smoke, this.talk)
    this.talk.closing(elapsed => smokeClosing(smoke, elapsed))
    const code = smokeExitCode(smoke)
    if (code === exitCodes.timedOut) this.report(new TimedOutError('The time ran out before every sample pod had run.'))
    return code ?? ofFindings
  }
}

type ValidateFlags = InferredFlags<typeof Validate.flags & typeof Validate.baseFlags>
