import {printedLine} from '../../../../../../src/lib/printed-commands/printed-lines.ts'
import type {PodObject} from '../../../../../../src/lib/kubernetes/objects.ts'
import type {RoleStates} from '../../../../../../src/lib/checks/facts/permissions.ts'
import {assignRoleCommand} from '../../../../../../src/lib/checks/rules/azure-permissions.ts'
import {workload} from '../../../objects.ts'
import type {Cases, CasesOfRule} from '../../case.ts'

export const refused = (message: string, name?: string): PodObject =>
  workload({...(name !== undefined && {name}), status: {phase: 'Pending', reason: 'ProviderFailed', message}})

/** An answer of Azure as azcore writes it. */
const answer = (status: string, code: string, message: string): string =>
  `PUT https://management.azure.com/subscriptions/s/x\n----\nRESPONSE ${status}: ${status}\nERROR CODE: ${code}\n----\n${JSON.stringify({error: {code, message}}, undefined, 2)}\n----\n`

export const daemon = {ownerReferences: [{kind: 'DaemonSet', name: 'agent', uid: 'u'}]}

const withoutRoles: RoleStates = {inGroup: {is: 'missing'}, onSubnet: {is: 'missing'}}
/** The connector has had its roles for a while. */
const withRoles: RoleStates = {
  inGroup: {is: 'assigned', since: '2026-11-23T11:50:40.000Z'},
  onSubnet: {is: 'assigned', since: undefined},
}

/** Texts that fire, and the same in pods that say nothing about the connector. */
function saying(texts: readonly string[], message: RegExp, remedy: string | RegExp): CasesOfRule {
  const one = refused(texts[0] ?? '')
  return {
    fires: texts.map(text => ({
      name: text.replaceAll(/\s+/g, ' ').slice(-120),
      facts: {podsOnNode: [workload(), refused(text)], roles: withoutRoles},
      message,
      remedy,
    })),
    quiet: [
      {
        name: 'the same in a pod that is deleted',
        facts: {podsOnNode: [{...one, metadata: {name: 'x', deletionTimestamp: '2026-11-23T11:59:59Z'}}]},
        message: /No pod on the node has this error/,
      },
      {
        name: 'the same in a pod of a DaemonSet',
        facts: {podsOnNode: [{...one, metadata: {...one.metadata, ...daemon}}]},
        message: /No pod on the node has this error/,
      },
      {
        name: 'another error',
        facts: {podsOnNode: [refused('something else'), refused(answer('400', 'Other', 'Other.'))]},
        message: /No pod on the node has this error/,
      },
      {name: 'no pods', message: /No pods/},
    ],
  }
}

const group = '/subscriptions/s/resourceGroups/MC_g'
const linked = '/subscriptions/s/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/v/subnets/aci'
const client = "The client 'c' with object id 'o-1'"
const forbidden = (action: string, scope: string): string =>
  answer(
    '403',
    'AuthorizationFailed',
    `${client} does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid.`,
  )

const unlinked = answer(
  '403',
  'LinkedAuthorizationFailed',
  `${client} has permission to perform action 'Microsoft.ContainerInstance/containerGroups/write' on scope '${group}/providers/Microsoft.ContainerInstance/containerGroups/g'; however, it does not have permission to perform action(s) 'Microsoft.Network/virtualNetworks/subnets/join/action' on the linked scope(s) '${linked}' (respectively) or the linked scope(s) are invalid.`,
)

const denied = answer(
  '403',
  'DenyAssignmentAuthorizationFailed',
  `${client} has permission to perform action 'a' on scope '${group}'; however, the access is denied because of the deny assignment with name 'd'.`,
)

export const write = forbidden(
  'Microsoft.ContainerInstance/containerGroups/write',
  `${group}/providers/Microsoft.ContainerInstance/containerGroups/g`,
)

const limit = "The 'Cpu' limit '2' in container 'web' is greater than the total request '1' of container group 'g'."

const createAgain =
  'Then delete the pods, because the status of a failed pod does not change any more, even after the cause is fixed:\nkubectl delete pods web --namespace default'

const allowed = saying(
  [write],
  /^Pod default\/web: The client 'c' .*containerGroups\/write/,
  `${printedLine(assignRoleCommand('o-1', group), {})}\n${createAgain}`,
)

const notOnSubnet = saying(
  [unlinked, forbidden('Microsoft.Network/virtualNetworks/subnets/read', linked)],
  /^Pod default\/web: The client 'c' with object id 'o-1'/,
  `${printedLine(assignRoleCommand('o-1', linked, 'Network Contributor'), {})}\n${createAgain}`,
)

export const podErrorsCases: Cases = {
  'pod-allowed': {
    fires: [
      ...allowed.fires,
      {
        name: 'three pods are named, the others counted',
        facts: {podsOnNode: ['a', 'b', 'c', 'd', 'e'].map(name => refused(write, name))},
        message: /^Pods default\/a, default\/b, default\/c and 2 more: The client/,
        remedy: /\nkubectl delete pods a b c d e --namespace default$/,
      },
      {
        name: 'very many pods',
        facts: {podsOnNode: Array.from({length: 12}, (_, index) => refused(write, `p${index}`))},
        message: /and 9 more/,
        remedy: / p8 p9 --namespace default\nDelete the other 2 pods in the same way\.$/,
      },
      {
        name: 'the same in an event, which anybody can have written',
        facts: {
          podsOnNode: [workload({status: {phase: 'Pending'}})],
          podWarnings: [{podUid: 'uid-of-web', reason: 'Failed', message: write}],
          roles: withoutRoles,
        },
        message: /^Pod default\/web: /,
        remedy: /^vkctl install-connector .* --assign-role /,
      },
      {
        name: 'the same in the name of an image, which ACI repeats',
        facts: {podsOnNode: [refused(answer('400', 'InvalidImage', `The image '${write}' is not valid.`))], roles: withoutRoles},
        message: /^Pod default\/web: /,
        remedy: /^vkctl install-connector .* --assign-role .*\n/,
      },
      {
        name: 'an answer that names nobody',
        facts: {podsOnNode: [refused(answer('403', 'AuthorizationFailed', 'No.'))], roles: withoutRoles},
        message: /^Pod default\/web: No\.$/,
        remedy: /--assign-role/,
      },
      {
        name: 'the role is there by now',
        facts: {podsOnNode: [refused(write)], roles: withRoles},
        message: /does not have authorization/,
        remedy: /^The identity has the role since 2026-11-23 11:50 UTC\. .*\nThen delete the pods, /,
      },
    ],
    quiet: [
      ...allowed.quiet,
      {
        name: 'a deny assignment, or another scope',
        facts: {podsOnNode: [refused(denied), refused(unlinked)]},
        message: /No pod on the node has this error/,
      },
    ],
  },
  'pod-network-allowed': {
    fires: [
      ...notOnSubnet.fires,
      {
        name: 'the role is there by now',
        facts: {podsOnNode: [refused(unlinked)], roles: withRoles},
        message: /^Pod default\/web: /,
        remedy: /^The identity has the role\. /,
      },
    ],
    quiet: notOnSubnet.quiet,
  },
  'pod-not-denied': saying([denied], /denied because of the deny assignment/, /--aci-resource-group/),
  'pod-provider': saying(
    [
      answer(
        '409',
        'MissingSubscriptionRegistration',
        "The subscription is not registered to use namespace 'Microsoft.ContainerInstance'.",
      ),
    ],
    /is not registered to use namespace/,
    `vkctl provider register --namespace Microsoft.ContainerInstance --wait\n${createAgain}`,
  ),
  'pod-references': saying(
    [
      'secret "none" not found',
      'configmap "settings" not found',
      'secret none is required by Pod web and does not exist',
      'MandatoryConfigMapKeyNotFound: key "a" in configmap "settings" not found',
    ],
    /none|settings/,
    /^Create what is missing/,
  ),
  'pod-image': saying(
    [
      'Failed: Failed to pull image "i": manifest unknown',
      answer('400', 'InaccessibleImage', "The image 'i' in container group 'g' is not accessible."),
      answer('409', 'RegistryErrorResponse', "An error response is received from the docker registry 'i'."),
      'image pull secret type is not one of kubernetes.io/dockercfg or kubernetes.io/dockerconfigjson',
      'no username present in auth config for server: i',
    ],
    /^Pod default\/web: .*(not accessible|docker registry|image pull secret|auth config|pull image)/,
    /imagePullSecret/,
  ),
  'pod-subnet-link': saying([answer('409', 'ServiceAssociationLinkNotReady', 'The link is not ready.')], /not ready/, /^Wait/),
  'pod-limits': saying(
    [
      answer('400', 'ContainerLimitGreaterThanContainerGroupTotalRequest', limit),
      answer('400', 'ResourceLimitsLessThanRequests', "The resource requirement is invalid: 'limit'."),
    ],
    /limit/,
    /limits and the requests .* to the same values/,
  ),
  'pod-capacity': saying(
    [
      answer('409', 'ServiceUnavailable', "The requested resource is not available in the location 'eastus' at this moment."),
      answer('409', 'Conflict', "The requested resource is not available in the location 'eastus' at this moment."),
    ],
    /not available in the location/,
    /--location/,
  ),
  'pod-quota': saying(
    [
      answer('409', 'ContainerGroupQuotaReached', "Resource type 'x' container group quota 'ContainerGroups' exceeded."),
      answer('429', 'TooManyRequests', 'The quota of calls was exceeded.'),
    ],
    /quota/,
    /quota in the Azure portal/,
  ),
  'pod-policy': saying(
    [
      answer(
        '403',
        'RequestDisallowedByPolicy',
        `Resource 'g' was disallowed by policy. Policy identifiers: '[{"policyAssignment":{"name":"Locations","id":"/subscriptions/s/providers/Microsoft.Authorization/policyAssignments/p1"}}]'.`,
      ),
    ],
    /disallowed by policy/,
    /\naz policy exemption create .* --policy-assignment \/subscriptions\/s\/providers\/Microsoft\.Authorization\/policyAssignments\/p1 --scope \S+\n/,
  ),
  'pod-unlocked': saying(
    [answer('409', 'ScopeLocked', `The scope cannot perform write operation because following scope(s) are locked: '${group}'.`)],
    /locked/,
    /\naz lock list --resource-group MC_g --subscription s --output table\naz lock delete --resource-group MC_g --subscription s --name LOCK\n/,
  ),
  'pod-subscription': saying(
    [answer('409', 'ReadOnlyDisabledSubscription', "The subscription 's' is disabled and therefore marked as read only.")],
    /read only/,
    /Reactivate\)\. .*\naz account show --subscription SUBSCRIPTION_ID --query state/,
  ),
  'pod-subnet-full': saying(
    [answer('400', 'SubnetIsFull', `Subnet ${linked} does not have enough capacity for 1 IP addresses.`)],
    /enough capacity/,
    /\nvkctl orphans .*\n.*\nvkctl install-connector .*--vnet-subnet-id/,
  ),
  'pod-registry-limit': saying(
    [
      'Failed: Failed to pull image "nginx:1.27": toomanyrequests: You have reached your pull rate limit.',
      answer(
        '409',
        'RegistryErrorResponse',
        "An error response is received from the docker registry for image 'nginx:1.27': toomanyrequests",
      ),
    ],
    /toomanyrequests/,
    /\naz acr import --name REGISTRY --source docker\.io\/library\/nginx:1\.27\nkubectl create secret docker-registry/,
  ),
  'pod-os': saying(
    [
      answer('400', 'OsVersionNotSupported', "The OS version of image 'i' is not supported."),
      answer('400', 'ImageOsTypeNotMatchContainerGroup', "The container image 'i' doesn't support specified OS 'Windows'."),
    ],
    /OS/,
    /kubernetes\.io\/os/,
  ),
  'pod-command': saying(
    ['ACI does not support providing args without specifying the command. Please supply both command and args to the pod spec.'],
    /^Pod default\/web: ACI does not support providing args/,
    /Set command/,
  ),
  'pod-volumes': saying(
    ['pod web requires volume data which is of an unsupported type hostPath'],
    /requires volume data/,
    /file\.csi\.azure\.com/,
  ),
}
