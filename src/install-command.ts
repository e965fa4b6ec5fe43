import {VkctlCommand} from './command.ts'
import {installClosing} from './outcomes/closing-lines.ts'
import {readClientSecret} from './client-secret.ts'
import {chosenOsTypes} from './flags.ts'
import {assignments} from './install-flags/assignments.ts'
import {refuseBesideAdopt, resetOptions} from './install-flags/install-conflicts.ts'
import {installFlags} from './install-flags/install-flags.ts'
import {openHost, kubeOptions} from './host.ts'
import {install, type InstallReport} from './lib/connector/install/install.ts'
import type {PlannedStep} from './lib/connector/install/changes/planned-steps.ts'
import {chartAddress} from './lib/helm/chart-address.ts'
import {installExitCode, resultOf} from './lib/connector/model/outcome.ts'
import {checkIds} from './check-ids.ts'
import {installSpec} from './lib/connector/model/spec.ts'
import type {Given} from './lib/connector/model/record/record.ts'
import {readValuesFiles} from './lib/connector/model/values-file.ts'
import {exitCodes, UsageError, type ExitCode} from './lib/errors.ts'
import {planReport} from './plan/plan-report.ts'
import {planRows} from './plan/plan-rows.ts'

const linuxPointer =
  'For Linux pods, AKS has its own virtual nodes (az aks enable-addons --addons virtual-node). You need a connector for Windows pods, other regions, or several connectors.'

/** The command that installs connectors, and the one that upgrades them. */
export abstract class InstallCommand extends VkctlCommand {
  static override flags = installFlags
  /** Whether the connector has to be installed already. */
  protected abstract readonly mustExist: boolean

  async run(): Promise<ExitCode> {
    const {flags} = await this.parse(this.ctor as unknown as typeof InstallCommand)
    // Only install-connector has it.
    const {adopt} = flags as {readonly adopt?: string}
    if (adopt !== undefined) refuseBesideAdopt(flags, this.defaulted)
    if (flags['detailed-exit-code'] && !flags['dry-run']) throw new UsageError('argument --detailed-exit-code: pass --dry-run, too')
    const spec = installSpec({
      cluster: {resourceGroup: flags['resource-group'], name: flags.name},
      kube: kubeOptions(flags),
      connectorName: flags['connector-name'],
      osTypes: chosenOsTypes(flags['os-type']),
      namespace: flags.namespace,
      namespaceIsNamed: !this.defaulted.has('namespace'),
      location: flags.location,
      defaultLocation: this.defaultLocation,
      servicePrincipalId: flags['service-principal'],
      clientSecret: await readClientSecret(
        {env: this.system.env, signal: this.system.signal, readInput: () => this.readInput()},
        this.talk,
        flags['client-secret'],
      ),
      subnet: {
        vnetSubnetId: flags['vnet-subnet-id'],
        vnetName: flags['vnet-name'],
        subnetName: flags['subnet-name'],
        vnetResourceGroup: flags['vnet-resource-group'],
      },
      given: await this.#given(flags),
      assignments: assignments(flags),
      reset: resetOptions(flags),
      ...(adopt !== undefined && {adopt}),
      mustExist: this.mustExist,
      assignRole: flags['assign-role'],
      skipChecks: checkIds(flags['skip-checks']),
      dryRun: flags['dry-run'],
      wait: !flags['no-wait'],
      rollback: !flags['no-rollback'],
      timeoutMs: flags.timeout,
      lockTimeoutMs: flags['lock-timeout'] ?? 0,
      takeOver: flags['take-over'],
    })
    const host = await openHost(this.system, this.config, this.azure(), this.talk, this.target)
    const {plan, steps, outcomes} = await install(host, spec, {
      offer: this.system.terminal.stdin ? question => this.agrees(question) : undefined,
      yes: flags.yes,
      confirm: question => this.confirm(flags.yes, question),
    })
    if (spec.dryRun) return this.#printPlan(steps, flags['detailed-exit-code'])
    for (const {error} of outcomes) if (error !== undefined) this.report(error)
    await this.print(
      outcomes.map(outcome => resultOf(outcome, this.target)),
      {
        table: rows =>
          rows.map(({connectorName: name, osType, nodeName, location, status, revision, changed}) => ({
            connectorName: name,
            osType,
            nodeName,
            location,
            status,
            revision,
            changed,
          })),
      },
    )
    if (flags['os-type'] === 'Linux' && adopt === undefined && isFirst(plan, outcomes)) this.talk.warning(linuxPointer)
    this.talk.closing(elapsed => installClosing(outcomes, elapsed))
    return installExitCode(outcomes)
  }

  async #printPlan(steps: readonly PlannedStep[], hasDetailedExitCode: boolean): Promise<ExitCode> {
    await this.print(steps, {table: planRows})
    this.talk.laidOut(await planReport(steps, this.styleOf('stderr')))
    return steps.length > 0 && hasDetailedExitCode ? exitCodes.checksFailed : exitCodes.done
  }

  /** The options that later installs keep. */
  async #given(
    flags: Readonly<Record<'aci-resource-group' | 'chart-url' | 'chart-digest' | 'image-tag' | 'assign-identity', string | undefined>> & {
      readonly 'set-values': readonly string[] | undefined
    },
  ): Promise<Given> {
    return {
      ...(flags['aci-resource-group'] !== undefined && {aciResourceGroup: flags['aci-resource-group']}),
      ...(flags['chart-url'] !== undefined && {chartUrl: await chartAddress(flags['chart-url'])}),
      ...(flags['chart-digest'] !== undefined && {chartDigest: flags['chart-digest']}),
      ...(flags['image-tag'] !== undefined && {imageTag: flags['image-tag']}),
      ...(flags['assign-identity'] !== undefined && {identityId: flags['assign-identity']}),
      ...(flags['set-values'] !== undefined && {
        values: await readValuesFiles(flags['set-values'], {signal: this.system.signal, readInput: () => this.readInput()}),
      }),
    }
  }
}

/** Whether the connectors were installed, and not upgraded or repaired. */
function isFirst({connectors}: InstallReport['plan'], outcomes: InstallReport['outcomes']): boolean {
  const isInstalled = connectors.every(({steps}) => steps.some(step => step.do === 'upgrade'))
  return isInstalled && outcomes.every(({result: {revision}, error}) => revision === 1 && error === undefined)
}
