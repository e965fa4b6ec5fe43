import {VkctlCommand} from '../command.ts'
import * as Flags from '@oclif/core/flags'
import {failOnLevels, fails} from '../findings/fail-on.ts'
import {sayPlainly} from '../findings/plain-lines.ts'
import {junit} from '../findings/junit.ts'
import {findingsReport} from '../findings/report.ts'
import {sarif} from '../findings/sarif.ts'
import {clusterFlags, globalFlags, kubeFlags, osType, output} from '../flags.ts'
import {hostOf, kubeOptions} from '../host.ts'
import {allRules} from '../lib/checks/catalogue.ts'
import type {Finding} from '../lib/checks/finding.ts'
import {osTypes} from '../lib/connector/names.ts'
import {validate} from '../lib/connector/validate.ts'
import {exitCodes, type ExitCode} from '../lib/errors.ts'
import {formats} from '../lib/output/format.ts'

export default class Validate extends VkctlCommand {
  static override summary = 'Check whether the connectors of a managed Kubernetes cluster work.'
  static override description =
    'Shows the virtual nodes and what was found. Ends with 0 only when all is well; what could not be checked is not well.'
  static override baseFlags = {...globalFlags, output: output([...formats, 'junit', 'sarif'])}
  static override flags = {
    ...clusterFlags,
    'connector-name': Flags.string({summary: 'Check only the connector of this name.'}),
    'fail-on': Flags.option({
      options: failOnLevels,
      default: 'problem' as const,
      summary: 'From which finding on it is not well. What could not be checked never is.',
    })(),
    'os-type': osType,
    ...kubeFlags,
  }
  static override examples = [
    {
      description: 'Check all connectors of a cluster',
      command: 'vkctl validate --name MyManagedCluster --resource-group MyResourceGroup -o table',
    },
    {
      description: 'Check them in a pipeline that takes no warnings either',
      command: 'vkctl validate --name MyManagedCluster --resource-group MyResourceGroup --fail-on warning',
    },
    {
      description: 'Show the findings as tests in a CI system',
      command: 'vkctl validate --name MyManagedCluster --resource-group MyResourceGroup -o junit > validate.xml',
    },
  ]

  async run(): Promise<ExitCode> {
    const {flags} = await this.parse(Validate)
    const host = hostOf(this.system, this.config, await this.azure(), this.talk)
    const chosenOs = flags['os-type']
    const found = await validate(host, {resourceGroup: flags['resource-group'], name: flags.name}, kubeOptions(flags), {
      ...(flags['connector-name'] !== undefined && {connectorName: flags['connector-name']}),
      ...(chosenOs !== undefined && {osTypes: chosenOs === 'Both' ? osTypes : [chosenOs]}),
    })
    const result = {...found, ok: !found.findings.some(finding => fails(finding, flags['fail-on']))}
    await this.print(result, {
      table: ({connectors}) => connectors.map(({name, status, roles, age, version}) => ({name, status, roles, age, version})),
      further: {
        junit: ({findings}) => junit(findings, flags['fail-on']),
        sarif: ({findings}) => sarif(findings, {version: this.config.version, rules: allRules}),
      },
    })
    await this.#say(result.findings, flags.verbose || flags.debug)
    return result.ok ? exitCodes.done : exitCodes.checksFailed
  }

  async #say(findings: readonly Finding[], all: boolean): Promise<void> {
    const {stderr, columns} = this.system.terminal
    if (!stderr) return sayPlainly(findings, this.talk)
    this.talk.laidOut(await findingsReport(findings, {columns, colour: this.hasColour('stderr'), all}))
  }
}
