import {connectorRule} from '../facts/connector-values.ts'
import {isReady} from '../facts/pod-state.ts'
import type {RuleText} from '../engine/rule.ts'
import {loggedLine} from '../wording/error-text.ts'

interface StartError extends Omit<RuleText, 'category'> {
  /** Matches the line that the provider logs when it cannot start (azure-aci v1.6.4). */
  readonly pattern: RegExp
  readonly remedy: string
}

/** Errors that stop a connector at its start, one row each, in the order of the findings. */
const table: readonly StartError[] = [
  {
    id: 'start-flags',
    title: 'It knows the arguments that it is started with',
    page: {
      symptom: 'The connector crashes with "unknown flag".',
      cause: 'Chart and image are of different times: the chart passes an argument that this image does not have.',
      fix: 'Run install-connector without --chart-url and --image-tag, or give two that belong together.',
    },
    pattern: /unknown (shorthand )?flag/,
    remedy: 'Run install-connector with an --image-tag that fits the chart.',
  },
  {
    id: 'start-identity',
    title: 'It was given an identity',
    page: {
      symptom: 'The connector crashes with "neither AZURE_CLIENT_ID or VIRTUALNODE_USER_IDENTITY_CLIENTID is being set".',
      cause:
        'It has neither a service principal nor a managed identity: a cluster without a kubelet identity, or a chart that was installed without one.',
      fix: 'Run install-connector again; it uses the identity of the nodes. A cluster that runs with a service principal has none: give --service-principal and --client-secret.',
    },
    pattern: /neither AZURE_CLIENT_ID or VIRTUALNODE_/,
    remedy: 'Run install-connector again, with --service-principal and --client-secret if the nodes of the cluster have no identity.',
  },
  {
    id: 'start-identity-found',
    title: 'The nodes have the identity that it was given',
    page: {
      symptom: 'The connector crashes, or pods fail, with "Identity not found".',
      cause:
        'It asks the node that it runs on for a token of a managed identity that this node does not have: the kubelet identity was changed, or an identity was never attached to the scale sets.',
      fix: 'Run install-connector with the same arguments again; it looks up the identity of the nodes. Attach an identity of your own with az vmss identity assign to every scale set of the node resource group.',
    },
    pattern: /Identity not found/i,
    remedy: 'Run install-connector with the same arguments again; it looks up the identity of the nodes.',
  },
  {
    id: 'start-sign-in',
    title: 'Entra ID lets its service principal sign in',
    page: {
      symptom:
        'The log of the connector, or the status of its pods, has a text with AADSTS: 7000215 for a wrong secret, 7000222 for one that has run out.',
      cause: 'The secret of the service principal was renewed or has run out, or the service principal was deleted.',
      fix: 'Make a new secret with az ad app credential reset and run install-connector with --service-principal and --client-secret.',
    },
    pattern: /AADSTS\d+/,
    remedy:
      'Make a new secret (az ad app credential reset --id CLIENT_ID) and run install-connector with --service-principal and --client-secret.',
  },
  {
    id: 'start-rights',
    title: 'The API server lets it look at what it needs',
    page: {
      symptom: 'The connector does not get ready; its log repeats lines with "is forbidden: User … cannot list resource …".',
      cause: 'Its service account lacks a right: a role or its binding was changed or deleted, or the chart was installed without them.',
      fix: 'Run install-connector with the same arguments again, as cluster administrator: it puts the roles back.',
    },
    pattern: /forbidden.*cannot (get|list|watch|create|update|patch|delete) /,
    remedy: 'Run install-connector with the same arguments again; it puts the roles back.',
  },
  {
    id: 'start-region',
    title: 'It knows its location',
    page: {
      symptom: 'The connector crashes with "Region … is invalid", and lists those that it knows.',
      cause: 'The provider has a fixed list of 54 locations. It lacks newer ones such as spaincentral or mexicocentral.',
      fix: 'Remove the connector and install it with the --location of a region near by that is in the list.',
    },
    pattern: /Region \S* ?is invalid/,
    remedy: 'Remove the connector and install it with another --location.',
  },
  {
    id: 'start-network-name',
    title: 'It was given the name of a network',
    page: {
      symptom: 'The connector crashes with "vnet name can not be empty please set ACI_VNET_NAME".',
      cause:
        'The provider wants the name of a virtual network even when it does not use one, and neither its environment nor azure.json has one.',
      fix: 'Run install-connector without --chart-url: the chart of vkctl always gives a name. Otherwise set vnet.name, or the variable ACI_VNET_NAME, to any text.',
    },
    pattern: /vnet name can not be empty/,
    remedy: 'Run install-connector for this connector, without --chart-url.',
  },
  {
    id: 'start-subnet-prefix',
    title: 'Its subnet has the address range that it was told',
    page: {
      symptom: 'The connector crashes with "found subnet … using different CIDR".',
      cause:
        'It was given an address range that is not the first of the subnet. The chart virtual-kubelet-azure-aci has 10.241.0.0/16 by default.',
      fix: 'Leave the range out (vnet.subnetCidr of the chart, ACI_SUBNET_CIDR): then the connector takes what the subnet has.',
    },
    pattern: /using different CIDR/,
    remedy: "Run install-connector again without a subnet range, or with the subnet's own.",
  },
  {
    id: 'start-route-table',
    title: 'Its subnet has no route table',
    page: {
      symptom: 'The connector crashes with "unable to delegate subnet … since it references the route table".',
      cause:
        'The provider takes no subnet with a route table, although Azure would. Clusters with kubenet or a firewall have one on the subnets of their nodes.',
      fix: 'Give it another subnet, for container groups only, without a route table.',
    },
    pattern: /references the route table/,
    remedy: 'Run install-connector again with another subnet, one without a route table.',
  },
  {
    id: 'start-subnet-free',
    title: 'Nothing else uses its subnet',
    page: {
      symptom:
        'The connector crashes with SubnetDelegationsCannotChangeWhenSubnetUsedByResource, or says that the subnet is used by another resource.',
      cause:
        'A subnet for container groups is delegated to ACI, and Azure delegates none that holds something else, such as the nodes of the cluster.',
      fix: 'Create a subnet for container groups only and give it to the connector.',
    },
    pattern: /SubnetDelegationsCannotChangeWhenSubnetUsedByResource|is used by other Azure resource/,
    remedy: 'Run install-connector again with a subnet that nothing else uses.',
  },
  {
    id: 'start-panic',
    title: 'It does not crash',
    page: {
      symptom: 'The log ends with "panic:" or SIGSEGV and a stack; the pod is in CrashLoopBackOff.',
      cause:
        'A nil pointer: the subnet that it was given does not exist, or it is the image 1.6.0, which crashes at its start. "cloud config does not exist": azure.json names a cloud that the provider does not know.',
      fix: 'Create the subnet, or use a newer --image-tag. For the cloud run install-connector with the same arguments again: it writes azure.json anew.',
    },
    pattern: /^panic:|msg="panic|SIGSEGV|cloud config does not exist/,
    remedy:
      'Run install-connector with the same arguments again; give --image-tag for an image older than 1.6.1, and create the subnet if one is used that does not exist.',
  },
]

/** One rule for each row. */
export const startErrors = table.map(startErrorRule)

/** Only the log of a connector that is not ready counts: after a successful start, its lines are out of date. */
function startErrorRule({pattern, remedy, ...text}: StartError) {
  return connectorRule({
    ...text,
    category: 'connector',
    needs: ['pods', 'log'],
    check(_, {pods, log}) {
      if (pods.some(isReady)) return {verdict: 'ok', message: 'Its pod is ready'}
      const line = loggedLine(log, pattern)
      if (line === undefined) return {verdict: 'ok', message: 'Its log does not say so'}
      return {verdict: 'problem', message: `Its log says: ${line}`, remedy}
    },
  })
}
