import * as Flags from '@oclif/core/flags'
import {removeClosing} from '../outcomes/closing-lines.ts'
import {VkctlCommand} from '../command.ts'
import {
  chosenConnectors,
  clusterFlags,
  connectorName,
  dryRun,
  kubeFlags,
  lockTimeout,
  node,
  osType,
  takeOver,
  timeout,
  yes,
} from '../flags.ts'
import {inGroup} from '../help/argument-groups.ts'
import {kubeOptions, openHost} from '../host.ts'
import {checkConnectorName} from '../lib/connector/model/names.ts'
import {removeExitCode} from '../lib/connector/model/outcome.ts'
import {remove} from '../lib/connector/removal/remove.ts'
import {describe} from '../lib/connector/removal/steps/steps.ts'
import type {ExitCode} from '../lib/errors.ts'

export default class RemoveConnector extends VkctlCommand {
  static override summary = 'Remove the ACI connector from a managed Kubernetes cluster.'
  static override description =
    'Moves the pods off the node, waits until their container groups are gone, then removes the Helm release, the node and everything else that belongs to the connector. At the end it checks whether anything is left; if so, the exit code is 7.'
  static override flags = {
    ...clusterFlags,
    ...kubeFlags,
    ...inGroup('Connector', {
      'connector-name': connectorName,
      node: node('Remove the connector of this virtual node, or the node if it was left without a connector.'),
      'os-type': osType,
      namespace: Flags.string({summary: 'Remove only the connector in this Kubernetes namespace.'}),
    }),
    ...inGroup('Place', {location: Flags.string({char: 'l', summary: 'Remove only the connector in this location.'})}),
    ...inGroup('Behaviour', {
      graceful: Flags.boolean({summary: 'Drain the node first: respect disruption budgets and the grace periods of the pods.'}),
      'ignore-not-found': Flags.boolean({summary: 'Exit 0 if the connector does not exist.'}),
      'dry-run': dryRun,
      yes,
      timeout: timeout('10m'),
      'lock-timeout': lockTimeout,
      'take-over': takeOver,
    }),
  }
  static override examples = [
    {
      description: 'Remove the ACI Connector for every operating system',
      command: 'vkctl remove-connector --name MyManagedCluster --resource-group MyResourceGroup --connector-name my-connector',
    },
    {
      description: 'Remove the connector for Windows, and give its pods their grace period',
      command: 'vkctl remove-connector --name MyManagedCluster --resource-group MyResourceGroup --os-type Windows --graceful --yes',
    },
    {
      description: 'Remove a virtual node that was left without a connector',
      command: 'vkctl remove-connector --name MyManagedCluster --resource-group MyResourceGroup --node virtual-node-aci-linux',
    },
  ]

  async run(): Promise<ExitCode> {
    const {flags} = await this.parse(RemoveConnector)
    if (flags.node === undefined) checkConnectorName(flags['connector-name'])
    const host = await openHost(this.system, this.config, this.azure(), this.talk, this.target)
    const {steps, outcomes} = await remove(
      host,
      {
        cluster: {resourceGroup: flags['resource-group'], name: flags.name},
        kube: kubeOptions(flags),
        ...chosenConnectors(flags),
        graceful: flags.graceful,
        ignoreNotFound: flags['ignore-not-found'],
        dryRun: flags['dry-run'],
        timeoutMs: flags.timeout,
        lockTimeoutMs: flags['lock-timeout'] ?? 0,
        takeOver: flags['take-over'],
      },
      question => this.confirm(flags.yes, question),
    )
    for (const {error, result} of outcomes) {
      if (error !== undefined) this.report(error)
      for (const {left, message} of result.reasons) this.talk.warning(`Left: ${left}. ${message}`)
    }
    if (flags['dry-run']) {
      await this.print(
        steps.map(step => ({step: step.do, description: describe(step)})),
        {table: rows => rows},
      )
      return 0
    }
    await this.print(
      outcomes.map(({result}) => result),
      {
        table: rows =>
          rows.map(({connectorName: name, osType: os, release, removed, left}) => ({
            connectorName: name,
            osType: os,
            release,
            removed: removed.length,
            left: left.join(', '),
          })),
      },
    )
    this.talk.closing(elapsed => removeClosing(outcomes, elapsed))
    return removeExitCode(outcomes)
  }
}
