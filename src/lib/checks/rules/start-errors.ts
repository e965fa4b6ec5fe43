import {again, type StartError} from './start-error.ts'
import {az} from '../../printed-commands/printed-command.ts'
import {installAgain, withoutValue} from '../wording/install-again.ts'
import {elsewhere} from './location-and-quota.ts'
import {connectorRule} from '../facts/connector-values.ts'
import {whenChanged} from '../facts/drift.ts'
import {hasNoAnswerPanic} from '../facts/first-answer.ts'
import {isReady} from '../facts/pod-state.ts'
import {loggedLine} from '../wording/error-text.ts'

/** What the provider reads when it starts. */
const configuration = [whenChanged(['Deployment'], /env|args|command|image|volume/), whenChanged(['Secret'])]

/** Errors that stop a connector when it starts, one per row, in the order of the findings. */
const table: readonly StartError[] = [
  {
    id: 'start-flags',
    explainedBy: [...configuration],
    title: "The image supports the chart's arguments",
    page: {
      symptom: 'The connector crashes with `unknown flag`.',
      cause: 'The chart and the image versions do not match. The chart passes an argument that the image does not support.',
      fix: 'Run `vkctl install-connector` without `--chart-url` and `--image-tag`, or choose a chart and an image that match.',
    },
    pattern: /unknown (shorthand )?flag/,
    remedy: again('Choose an image that matches the chart:', '--image-tag', 'TAG'),
  },
  {
    id: 'start-identity',
    explainedBy: [...configuration],
    title: 'The connector started with an identity',
    page: {
      symptom: 'The connector crashes with `neither AZURE_CLIENT_ID or VIRTUALNODE_USER_IDENTITY_CLIENTID is being set`.',
      cause:
        'The connector has neither a service principal nor a managed identity. The cluster has no kubelet identity, or the chart was installed without an identity.',
      fix: 'Run `vkctl install-connector` again. It uses the identity of the nodes. If the cluster itself uses a service principal, its nodes have no identity: pass `--service-principal` and `--client-secret`.',
    },
    pattern: /neither AZURE_CLIENT_ID or VIRTUALNODE_/,
    remedy: again('Install it again. If the nodes of the cluster have no identity, add --service-principal and --client-secret:'),
  },
  {
    id: 'start-identity-found',
    explainedBy: ['identity-exists', 'identity-attached', 'identity-on-node', ...configuration],
    title: 'The managed identity was found at startup',
    page: {
      symptom: 'The connector crashes, or pods fail, with `Identity not found`.',
      cause:
        'The connector requests a token of a managed identity that its node does not have. The kubelet identity was changed, or the identity was never assigned to the scale sets.',
      fix: 'Run `vkctl install-connector` again with the same arguments. It reads the current identity of the nodes. Assign your own identity to every scale set of the node resource group with `az vmss identity assign`.',
    },
    pattern: /Identity not found/i,
    remedy: again('This reads the current identity of the nodes:'),
  },
  {
    id: 'start-sign-in',
    explainedBy: ['secret-accepted', ...configuration],
    title: 'The service principal could sign in at startup',
    page: {
      symptom:
        'The log of the connector or the status of its pods contains an `AADSTS` error: `AADSTS7000215` for a wrong secret, `AADSTS7000222` for an expired one.',
      cause: 'The secret of the service principal was replaced or has expired, or the service principal was deleted.',
      fix: 'Create a new secret with `az ad app credential reset`, then run `vkctl install-connector` with `--service-principal` and `--client-secret`.',
    },
    pattern: /AADSTS\d+/,
    remedy: connector => [
      'Create a new secret, and give it to the connector:',
      az`ad app credential reset --id CLIENT_ID`,
      installAgain(connector, '--service-principal', 'CLIENT_ID', '--client-secret', '@FILE'),
    ],
  },
  {
    id: 'start-rights',
    explainedBy: ['rights-granted'],
    title: 'The API server accepted the requests of the connector',
    page: {
      symptom: 'The connector does not become ready. Its log repeats `is forbidden: User … cannot list resource …`.',
      cause:
        'Its service account lacks a permission. A role or its binding was changed or deleted, or the chart was installed without them.',
      fix: 'Run `vkctl install-connector` again with the same arguments, as a cluster administrator. It restores the roles.',
    },
    pattern: /forbidden.*cannot (get|list|watch|create|update|patch|delete) /,
    remedy: again('This restores the roles, if a cluster administrator runs it:'),
  },
  {
    id: 'start-region',
    explainedBy: ['location-offered', ...configuration],
    title: 'The provider accepted the location',
    page: {
      symptom: 'The connector crashes with `Region … is invalid` and lists the locations that it supports.',
      cause:
        'The provider has a fixed list of 54 locations. Newer locations such as `spaincentral` and `mexicocentral` are missing from it.',
      fix: 'Remove the connector and install it with the `--location` of a nearby location in the list.',
    },
    pattern: /Region \S* ?is invalid/,
    remedy: elsewhere,
  },
  {
    id: 'start-network-name',
    explainedBy: [...configuration],
    title: 'The name of a virtual network is set',
    page: {
      symptom: 'The connector crashes with `vnet name can not be empty please set ACI_VNET_NAME`.',
      cause:
        'The provider requires the name of a virtual network even if it does not use one. Neither its environment nor `azure.json` contains a name.',
      fix: 'Run `vkctl install-connector` without `--chart-url`; the chart of `vkctl` always sets a name. With another chart, set `vnet.name` or the variable `ACI_VNET_NAME` to any text.',
    },
    pattern: /vnet name can not be empty/,
    remedy: again('Use the chart of vkctl:', '--reset', 'chart-url'),
  },
  {
    id: 'start-subnet-prefix',
    explainedBy: ['subnet-prefix', ...configuration],
    title: 'The provider accepted the address range of the subnet',
    page: {
      symptom: 'The connector crashes with `found subnet … using different CIDR`.',
      cause:
        'The configured address range is not the first range of the subnet. The default of the chart `virtual-kubelet-azure-aci` is `10.241.0.0/16`.',
      fix: 'Remove the range (`vnet.subnetCidr` of the chart, `ACI_SUBNET_CIDR`). The connector then uses the range of the subnet.',
    },
    pattern: /using different CIDR/,
    remedy: connector => withoutValue(connector, 'vnet.subnetCidr'),
  },
  {
    id: 'start-route-table',
    explainedBy: ['subnet-routes'],
    title: 'The provider found no route table on the subnet',
    page: {
      symptom: 'The connector crashes with `unable to delegate subnet … since it references the route table`.',
      cause:
        'The provider rejects a subnet with a route table, although Azure allows it. In clusters with kubenet or a firewall, the subnets of the nodes have a route table.',
      fix: 'Use another subnet without a route table, for container groups only.',
    },
    pattern: /references the route table/,
    remedy: again('Use a subnet without a route table:', '--vnet-subnet-id', 'SUBNET_ID', '--assign-role'),
  },
  {
    id: 'start-subnet-free',
    explainedBy: ['subnet-links', 'subnet-delegated'],
    title: 'The provider could delegate the subnet',
    page: {
      symptom:
        'The connector crashes with `SubnetDelegationsCannotChangeWhenSubnetUsedByResource`, or says that the subnet is used by another resource.',
      cause:
        'A subnet for container groups is delegated to ACI. Azure cannot delegate a subnet that other resources use, such as the nodes of the cluster.',
      fix: 'Create a subnet for container groups only, and install the connector with it.',
    },
    pattern: /SubnetDelegationsCannotChangeWhenSubnetUsedByResource|is used by other Azure resource/,
    remedy: again('Use a subnet that no other resource uses:', '--vnet-subnet-id', 'SUBNET_ID', '--assign-role'),
  },
  {
    id: 'start-panic',
    explainedBy: ['subnet-exists', 'cloud-known', ...configuration],
    isExplained: hasNoAnswerPanic,
    title: 'The provider did not crash',
    page: {
      symptom: 'The log ends with `panic:` or `SIGSEGV` and a stack trace. The pod is in `CrashLoopBackOff`.',
      cause:
        'A `nil pointer` means that the subnet does not exist, or that the connector runs image 1.6.0, which crashes when it starts; with `client_apis.go` in the stack, see [start-token](#start-token). `cloud config does not exist` means that `azure.json` names an unknown cloud.',
      fix: 'Create the subnet, or use a newer `--image-tag`. For an unknown cloud, run `vkctl install-connector` again with the same arguments. It writes a new `azure.json`.',
    },
    pattern: /^panic:|msg="panic|SIGSEGV|cloud config does not exist/,
    remedy: again(
      'Create the subnet of the connector if it does not exist. Then install it again, with a newer --image-tag if the image is older than 1.6.1:',
    ),
  },
]

export const startErrorIds = table.map(({id}) => id)

/** One rule for each row. */
export const startErrors = table.map(startErrorRule)

/** What the log of a connector says about why it does not start, if it is one of these errors; undefined if not. */
export function startErrorIn(log: string): string | undefined {
  const rows = table.filter(({isExplained = () => false}) => !isExplained(log))
  return rows.map(({pattern}) => loggedLine(log, pattern)).find(line => line !== undefined)
}

/** The rule for one row. It reads the log only if no pod is ready: after a successful start, earlier errors no longer matter. */
function startErrorRule({pattern, remedy, isExplained = () => false, ...text}: StartError) {
  return connectorRule({
    ...text,
    category: 'connector',
    needs: ['pods', 'log'],
    check(connector, {pods, log}) {
      if (pods.some(isReady)) return {verdict: 'ok', message: 'The pod of the connector is ready'}
      if (log === '') return {verdict: 'skipped', message: 'The connector has no log'}
      const line = isExplained(log) ? undefined : loggedLine(log, pattern)
      if (line === undefined) return {verdict: 'ok', message: 'The log of the connector does not contain this error'}
      return {verdict: 'problem', message: `The log of the connector says: ${line}`, remedy: remedy(connector)}
    },
  })
}
