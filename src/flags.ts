import * as Flags from '@oclif/core/flags'
import {parseDuration} from './duration.ts'
import {inGroup} from './help/argument-groups.ts'
import {isClusterName, isResourceGroupName} from './lib/azure/resources/resource-names.ts'
import {normalizeLocation} from './lib/azure/resources/location.ts'
import type {ConnectorFilter} from './lib/connector/inventory/connector-filter.ts'
import {defaultConnectorName, defaultNamespace, osTypes, type OsType} from './lib/connector/model/names.ts'
import {formats} from './lib/output/format.ts'

/** Flags that every command has; help shows them last. A command may have further formats. */
export function globalFlagsWith(allowed: readonly string[]) {
  return inGroup('Global', {
    debug: Flags.boolean({summary: 'Increase logging verbosity to show all debug logs.'}),
    help: Flags.boolean({char: 'h', summary: 'Show this help message and exit.'}),
    'only-show-errors': Flags.boolean({summary: 'Only show errors, suppressing warnings.'}),
    output: Flags.string({char: 'o', options: [...allowed], default: 'json', summary: 'Output format.'}),
    query: Flags.string({summary: 'JMESPath query string. See https://jmespath.org/ for more information and examples.'}),
    subscription: Flags.string({
      summary: 'Name or ID of subscription. You can configure the default subscription using `az account set -s NAME_OR_ID`.',
    }),
    verbose: Flags.boolean({summary: 'Increase logging verbosity. Use --debug for full debug logs.'}),
  })
}

export const globalFlags = globalFlagsWith(formats)

/** For a flag that names a resource group. */
export async function parseResourceGroup(name: string): Promise<string> {
  if (isResourceGroupName(name)) return name
  throw new Error(`'${name}' is not a valid name of a resource group: use at most 90 letters, digits and the characters _ ( ) - .`)
}

/** For a flag that names an AKS cluster. */
export async function parseClusterName(name: string): Promise<string> {
  if (isClusterName(name)) return name
  throw new Error(`'${name}' is not a valid name of a managed cluster: use at most 63 letters, digits, underscores and dashes.`)
}

/** The AKS cluster. Not for commands whose `-n` is something else. */
export const clusterFlags = inGroup('Cluster', {
  'resource-group': Flags.string({
    char: 'g',
    required: true,
    parse: parseResourceGroup,
    summary: 'Name of resource group. You can configure the default group using `az configure --defaults group=<name>`.',
  }),
  name: Flags.string({
    char: 'n',
    required: true,
    parse: parseClusterName,
    summary: 'Name of the managed cluster. You can set the default in VKCTL_DEFAULTS_CLUSTER_NAME.',
  }),
})

/** The AKS cluster, for commands that only read: with a kubeconfig or a context they can do without Azure. */
export const readClusterFlags = inGroup('Cluster', {
  'resource-group': Flags.string({
    char: 'g',
    parse: parseResourceGroup,
    summary:
      'Name of resource group. You can configure the default group using `az configure --defaults group=<name>`. Not needed with --kubeconfig or --context.',
  }),
  name: Flags.string({
    char: 'n',
    parse: parseClusterName,
    summary:
      'Name of the managed cluster. You can set the default in VKCTL_DEFAULTS_CLUSTER_NAME. Not needed with --kubeconfig or --context.',
  }),
})

/** How to reach the cluster: with the credentials from Azure, unless the user names a kubeconfig or a context. */
export const accessFlags = inGroup('Cluster', {
  admin: Flags.boolean({summary: 'Use the cluster administrator credentials.', exclusive: ['context', 'kubeconfig']}),
  context: Flags.string({summary: 'Context of your kubeconfig to use instead of the credentials from Azure.'}),
  kubeconfig: Flags.string({summary: 'Kubeconfig file to use instead of the credentials from Azure.'}),
})

/** The same for commands that always name a cluster in Azure. */
export const kubeFlags = inGroup('Cluster', {
  ...accessFlags,
  'allow-other-cluster': Flags.boolean({
    summary: 'Continue even if the kubeconfig or the record of the connector belongs to a cluster other than --name.',
  }),
})

export const namespace = Flags.string({default: defaultNamespace, summary: 'Kubernetes namespace of the connectors.'})

export const connectorName = Flags.string({
  default: defaultConnectorName,
  summary: 'Name of the connector. You can set the default in VKCTL_DEFAULTS_CONNECTOR_NAME.',
})

/** `--node`: instead of the name of a connector, which does not show on its node. */
export function node(summary: string) {
  return Flags.string({summary, exclusive: ['connector-name']})
}

const osChoices = ['Both', 'Linux', 'Windows'] as const

const osTypeSummary = 'Operating system of the pods that the connector runs.'

/** `--os-type` without a default. */
export const osType = Flags.option({options: osChoices, summary: osTypeSummary})()

/** `--os-type` with the default Linux, as in az. */
export const osTypeOrLinux = Flags.option({options: osChoices, default: 'Linux', summary: osTypeSummary})()

/** The operating systems that `--os-type` chooses. */
export function chosenOsTypes(osChoice: (typeof osChoices)[number]): readonly OsType[] {
  return osChoice === 'Both' ? osTypes : [osChoice]
}

/** The connectors that flags choose. `--node` counts instead of `--connector-name`, which may have a default. */
export function chosenConnectors(flags: {
  readonly 'connector-name'?: string | undefined
  readonly node?: string | undefined
  readonly 'os-type'?: (typeof osChoices)[number] | undefined
  readonly location?: string | undefined
  readonly namespace?: string | undefined
}): ConnectorFilter {
  const {'connector-name': name, node: nodeName, 'os-type': osChoice, location, namespace: inNamespace} = flags
  return {
    ...(nodeName !== undefined && {nodeName}),
    ...(nodeName === undefined && name !== undefined && {connectorName: name}),
    ...(osChoice !== undefined && {osTypes: chosenOsTypes(osChoice)}),
    ...(location !== undefined && {location: normalizeLocation(location)}),
    ...(inNamespace !== undefined && {namespace: inNamespace}),
  }
}

/** A flag with a duration, in milliseconds. */
export const duration = Flags.custom<number>({parse: async text => parseDuration(text)})

/** `--timeout` in milliseconds. `byDefault` is written as on the command line, such as `10m`. */
export function timeout(byDefault: string, summary = 'How long to wait, for example 5m, 90s or 600 (seconds).') {
  return duration({
    default: async () => parseDuration(byDefault),
    defaultHelp: async () => byDefault,
    summary,
  })
}

export const lockTimeout = duration({
  summary: 'How long to wait while another run is changing the connector, for example 5m. By default, vkctl does not wait.',
})

export const takeOver = Flags.boolean({
  summary: 'Change a Helm release that another Helm left pending, even if that Helm may still be running.',
})

export const yes = Flags.boolean({char: 'y', summary: 'Do not prompt for confirmation.'})

export const dryRun = Flags.boolean({summary: 'Show what would be changed, but change nothing.'})

/** The name of a resource provider, which becomes a part of a path. */
async function parseProvider(name: string): Promise<string> {
  if (/^[a-z\d]+(\.[a-z\d]+)*$/i.test(name)) return name
  throw new Error(`'${name}' is not the name of a resource provider, such as Microsoft.ContainerInstance.`)
}

/** The resource provider that `provider` commands are about. */
export const providerFlags = inGroup('Provider', {
  namespace: Flags.string({
    char: 'n',
    default: 'Microsoft.ContainerInstance',
    parse: parseProvider,
    summary: "The resource namespace, aka 'provider'.",
  }),
})
