import * as Flags from '@oclif/core/flags'
import {
  clusterFlags,
  connectorName,
  dryRun,
  kubeFlags,
  lockTimeout,
  namespace,
  osTypeOrLinux,
  parseResourceGroup,
  takeOver,
  timeout,
  yes,
} from '../flags.ts'
import {inGroup} from '../help/argument-groups.ts'
import {keptOptionNames} from '../lib/connector/model/record/kept-options.ts'

/** Flags of `install-connector` and `upgrade-connector`. */
export const installFlags = {
  ...clusterFlags,
  ...kubeFlags,
  ...inGroup('Connector', {
    'connector-name': connectorName,
    'os-type': osTypeOrLinux,
    namespace,
    'image-tag': Flags.string({summary: 'The image tag of the virtual kubelet.'}),
  }),
  ...inGroup('Place', {
    'aci-resource-group': Flags.string({
      parse: parseResourceGroup,
      summary: 'The resource group to create the ACI container groups. Use the MC_* resource group if it is not specified.',
    }),
    location: Flags.string({
      char: 'l',
      summary:
        'The location to create the ACI container groups. If it is not specified, an existing connector keeps its location. A new one uses the default location, or that of the virtual network, the ACI resource group or the cluster.',
    }),
  }),
  ...inGroup('Identity', {
    'service-principal': Flags.string({
      summary: 'Service principal for making calls into Azure APIs. If not set, the identity of the nodes of the cluster is used.',
    }),
    'client-secret': Flags.string({
      summary:
        'Client secret of the service principal: @FILE, - for stdin, or the secret itself, which is then visible in your shell history. You can also set VKCTL_CLIENT_SECRET.',
    }),
    'assign-identity': Flags.string({
      summary: 'Resource ID of a user-assigned identity for the connector. The identity must be assigned to the nodes of the cluster.',
    }),
    'assign-role': Flags.boolean({
      summary: 'Assign the roles that the identity of the connector needs on the ACI resource group and the subnet, if they are missing.',
    }),
  }),
  ...inGroup('Network', {
    'vnet-subnet-id': Flags.string({summary: 'Resource ID of the subnet for the container groups. Linux only.'}),
    'vnet-name': Flags.string({summary: 'Name of the virtual network. Use it with --subnet-name instead of --vnet-subnet-id.'}),
    'subnet-name': Flags.string({summary: 'Name of the subnet in that virtual network.'}),
    'vnet-resource-group': Flags.string({
      parse: parseResourceGroup,
      summary: 'The resource group of the virtual network. Use the MC_* resource group if it is not specified.',
    }),
  }),
  ...inGroup('Chart', {
    'chart-url': Flags.string({
      summary: 'Helm chart that installs the connector: a path, an https or oci URL, or repo/name.',
    }),
    'chart-digest': Flags.string({
      summary: 'SHA-256 digest that the archive of the chart must have, in the form sha256:DIGEST.',
    }),
    'set-values': Flags.string({
      multiple: true,
      summary:
        'YAML files with values for the Helm chart, or - for stdin; a later file overrides an earlier one. They override the defaults of the chart, and cannot set what other options set.',
    }),
    set: Flags.string({
      multiple: true,
      summary: 'Values for the Helm chart as KEY=VALUE, as with helm. They override those of the files, or those of earlier installs.',
    }),
    'set-string': Flags.string({multiple: true, summary: 'The same, but every value is a text.'}),
  }),
  ...inGroup('Behaviour', {
    'skip-checks': Flags.string({
      summary: 'IDs of checks to skip before the install, separated by commas.',
    }),
    reset: Flags.string({
      summary: `Options that get back their default, separated by commas: ${keptOptionNames.join(', ')}.`,
      exclusive: ['reset-all'],
    }),
    'reset-all': Flags.boolean({summary: 'Give all options that you do not pass their default.'}),
    'dry-run': dryRun,
    'detailed-exit-code': Flags.boolean({summary: 'With --dry-run: exit with 4 if something would change.'}),
    yes,
    'no-rollback': Flags.boolean({summary: 'If an upgrade fails, keep it as it is instead of going back to the revision that worked.'}),
    wait: Flags.boolean({summary: 'Wait for the virtual node to be ready. This is the default.', exclusive: ['no-wait']}),
    'no-wait': Flags.boolean({summary: 'Do not wait for the virtual node to be ready.'}),
    timeout: timeout('10m'),
    'lock-timeout': lockTimeout,
    'take-over': takeOver,
  }),
}
