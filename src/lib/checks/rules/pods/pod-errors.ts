import {elsewhere} from '../location-and-quota.ts'
import {installAgain, withOtherGroup} from '../../wording/install-again.ts'
import {vkctl} from '../../../printed-commands/printed-command.ts'
import {assignRoleCommand} from '../azure-permissions.ts'
import type {PodError} from './pod-error.ts'
import {podReferences} from './pod-references.ts'
import {aciNamespace} from '../registration.ts'
import {subscriptionErrors} from './subscription-errors.ts'

const role = 'Network Contributor'
/** The role is there, so another one would not help: Azure refused the pods before it was in effect. */
function inForceSince(since: string | undefined): string {
  const when = since === undefined ? '' : ` since ${since.slice(0, 16).replace('T', ' ')} UTC`
  return `The identity has the role${when}. A new role takes effect within 30 minutes; a pod that was refused before that stays refused.`
}

/**
 * Errors in the status of pods that ACI or the provider refused, one per row, in the order of the findings.
 * Sources: azure-aci v1.6.4 (pkg/provider), https://learn.microsoft.com/azure/container-instances/container-instances-troubleshooting
 */
export const podErrors: readonly PodError[] = [
  {
    id: 'pod-allowed',
    explainedBy: ['not-denied', 'role-assigned'],
    pattern: /AuthorizationFailed/,
    unless: ['pod-not-denied', 'pod-network-allowed'],
    createAgain: true,
    title: 'Azure lets the connector create container groups',
    page: {
      symptom:
        'Pods are `ProviderFailed`. Their status contains 403 and `AuthorizationFailed` on `Microsoft.ContainerInstance/containerGroups`. The node is still ready.',
      cause: 'The identity of the connector has no role in its ACI resource group. AKS does not assign one to the identity of the nodes.',
      fix: 'Run `vkctl install-connector --assign-role`, or ask somebody who may assign roles. Wait some minutes until the role takes effect. Then delete the failed pods: their status does not change any more, even after the role has taken effect.',
    },
    remedy({answer}, {inGroup}, connector) {
      if (inGroup.is === 'assigned') return inForceSince(inGroup.since)
      const [, principalId, scope] = /object id '([^']+)'[^]*scope '(\/subscriptions\/[^/']+\/resourceGroups\/[^/']+)/.exec(answer) ?? []
      if (principalId === undefined || scope === undefined) return installAgain(connector, '--assign-role')
      return assignRoleCommand(principalId, scope)
    },
  },
  {
    id: 'pod-network-allowed',
    explainedBy: ['subnet-role'],
    pattern: /LinkedAuthorizationFailed|AuthorizationFailed[^]*action '?Microsoft\.Network\//,
    unless: ['pod-not-denied'],
    createAgain: true,
    title: 'Azure lets the connector use the subnet',
    page: {
      symptom:
        'Pods are `ProviderFailed`. Their status contains 403 and `LinkedAuthorizationFailed`, or `AuthorizationFailed` on `Microsoft.Network`.',
      cause: 'The identity of the connector can create container groups but has no permission on their subnet.',
      fix: 'Assign the role `Network Contributor` on the subnet to the identity. The actions `subnets/read` and `subnets/join/action` are sufficient.',
    },
    remedy({answer}, {onSubnet}) {
      if (onSubnet.is === 'assigned') return inForceSince(onSubnet.since)
      const [, principalId, scope] = /object id '([^']+)'[^]*scope(?:\(s\))? '([^']*\/virtualNetworks\/[^']*)'/.exec(answer) ?? []
      if (principalId === undefined || scope === undefined) return `Assign the role ${role} on the subnet to the identity of the connector.`
      return assignRoleCommand(principalId, scope, role)
    },
  },
  {
    id: 'pod-not-denied',
    explainedBy: ['not-denied'],
    pattern: /deny assignment|DenyAssignmentAuthorizationFailed/i,
    createAgain: true,
    title: 'No deny assignment blocks the container groups',
    page: {
      symptom: 'Pods are `ProviderFailed`. Their status contains 403 and mentions a deny assignment.',
      cause:
        'AKS locks the node resource group (restriction level `ReadOnly`, always in AKS Automatic), or another service denies changes in the resource group. A role cannot override a deny assignment.',
      fix: 'Use another resource group: run `vkctl install-connector` with `--aci-resource-group GROUP` and `--assign-role`.',
    },
    remedy: (_error, _roles, connector) => ['Use a resource group that is not locked:', withOtherGroup(connector)],
  },
  {
    id: 'pod-provider',
    explainedBy: ['provider-registered'],
    pattern: /MissingSubscriptionRegistration|MissingRegistrationForResourceProvider|SubscriptionNotRegistered|Subscription Not Registered/,
    createAgain: true,
    title: 'No pod failed because the resource provider is not registered',
    page: {
      symptom: 'Pods are `ProviderFailed`. Their status contains 409 and `MissingSubscriptionRegistration`.',
      cause:
        'The resource provider `Microsoft.ContainerInstance` is not registered in the subscription. The identity of the connector may not register it.',
      fix: 'Run `vkctl provider register --wait` once. Then delete the failed pods, because their status does not change any more.',
    },
    remedy: vkctl`provider register --namespace ${aciNamespace} --wait`,
  },
  ...subscriptionErrors,
  podReferences,
  {
    id: 'pod-image',
    pattern:
      /Failed to pull image|InaccessibleImage|RegistryErrorResponse|ErrImagePull|ImagePullBackOff|image pull secret type|auth config for server|malformed (dockerconfigjson|auth)|no docker(cfg|configjson) present/,
    unless: ['pod-subnet-link', 'pod-registry-limit'],
    title: 'ACI can pull the images of the pods',
    page: {
      symptom:
        'Pods are `ProviderFailed` with `InaccessibleImage` or `RegistryErrorResponse`, or with a message about an image pull secret.',
      cause:
        'The image does not exist, the registry is private, or ACI cannot reach the registry. ACI does not use the identity of the nodes to pull images, so `az aks update --attach-acr` has no effect here.',
      fix: 'Add an `imagePullSecret` of type `kubernetes.io/dockerconfigjson` with a user name to the pod. Its server must be the login server of the registry. The registry must allow public access.',
    },
    remedy: 'Correct the name of the image, or add an imagePullSecret to the pods. Its server must be the login server of the registry.',
  },
  {
    id: 'pod-subnet-link',
    pattern: /ServiceAssociationLinkNotReady/,
    createAgain: true,
    title: 'The subnet is linked to ACI',
    page: {
      symptom: 'Pods are `ProviderFailed` with 409 and `ServiceAssociationLinkNotReady`.',
      cause: 'Azure links a subnet to ACI when its first container group is created. Until then, Azure refuses other container groups.',
      fix: 'Wait some minutes. Then delete the failed pods and create them again, because their status does not change any more.',
    },
    remedy: 'Wait some minutes.',
  },
  {
    id: 'pod-limits',
    pattern: /ContainerLimitGreaterThanContainerGroupTotalRequest|ResourceLimitsLessThanRequests/,
    unless: ['pod-os'],
    title: 'The limits of the pods match their requests',
    page: {
      symptom: 'Pods are `ProviderFailed` with `ContainerLimitGreaterThanContainerGroupTotalRequest` or `ResourceLimitsLessThanRequests`.',
      cause:
        'The size of a container group is the sum of all requests. The limit of a container cannot be larger than that. The default request is 1 CPU and 1.5 GB.',
      fix: 'Set limits and requests to the same values.',
    },
    remedy: 'Set the limits and the requests of each container to the same values.',
  },
  {
    id: 'pod-capacity',
    explainedBy: ['os-offered'],
    pattern: /ServiceUnavailable|is not available in the location/,
    unless: ['pod-quota', 'pod-os'],
    createAgain: true,
    title: 'ACI has capacity for the pods',
    page: {
      symptom:
        'Pods are `ProviderFailed` with `ServiceUnavailable`: the requested resource is not available in the location at the moment.',
      cause: 'The location has no room for a container group of this size at the moment, or does not offer this size at all.',
      fix: 'Request less CPU or memory, wait, or install a connector in another location.',
    },
    remedy: (_error, _roles, connector) => ['Request less CPU and memory, or use another location.', ...elsewhere(connector)],
  },
  {
    id: 'pod-quota',
    explainedBy: ['quota-room'],
    pattern: /ContainerGroupQuotaReached|QuotaExceeded|TooManyRequests|RESPONSE 429/,
    unless: ['pod-os', 'pod-registry-limit'],
    createAgain: true,
    title: 'The ACI quotas are large enough for the pods',
    page: {
      symptom: 'Pods are `ProviderFailed` with `ContainerGroupQuotaReached`, or with 429 and `TooManyRequests`.',
      cause:
        'By default, a subscription can have 100 container groups and 100 cores in a location. It can create 300 container groups in an hour and 100 in five minutes.',
      fix: 'Delete container groups that you do not need, create pods more slowly, or request a higher quota.',
    },
    remedy: ({text}) =>
      /QuotaReached|QuotaExceeded/.test(text)
        ? 'Delete container groups that nobody needs (vkctl orphans finds those that are left behind), or request a higher quota in the Azure portal (Quotas, Container Instances).'
        : 'Create fewer pods at once: Azure allows about 300 new container groups in an hour, and 100 in five minutes. For more, request a higher quota in the Azure portal (Quotas, Container Instances).',
  },
  {
    id: 'pod-os',
    pattern: /OsVersionNotSupported|ImageOsTypeNotMatchContainerGroup/,
    title: 'The images of the pods match the operating system of the node',
    page: {
      symptom: 'Pods are `ProviderFailed` with `ImageOsTypeNotMatchContainerGroup` or `OsVersionNotSupported`.',
      cause:
        'A Windows image was placed on a Linux virtual node or a Linux image on a Windows virtual node, or ACI does not support the Windows version of the image.',
      fix: 'Select the node by `kubernetes.io/os`. Build Windows images on Windows Server 2019 (`ltsc2019` or `1809`).',
    },
    remedy: 'Select kubernetes.io/os in the pods, and build Windows images on ltsc2019 or 1809.',
  },
  {
    id: 'pod-command',
    pattern: /does not support providing args without/,
    title: 'Containers with arguments also have a command',
    page: {
      symptom: 'Pods are `ProviderFailed` with `ACI does not support providing args without specifying the command`.',
      cause: 'ACI needs the whole command line. The provider does not know the entrypoint of the image.',
      fix: 'Set `command` of the container to the entrypoint of the image.',
    },
    remedy: 'Set command of each container with args to the entrypoint of its image.',
  },
  {
    id: 'pod-volumes',
    pattern: /which is of an unsupported type/,
    title: 'ACI supports the volumes of the pods',
    page: {
      symptom: 'Pods are `ProviderFailed` with `requires volume … which is of an unsupported type`.',
      cause:
        'The provider supports `emptyDir`, `secret`, `configMap`, `projected`, `gitRepo` and Azure Files volumes that the pod itself describes. It does not support persistent volume claims, host paths and other CSI drivers.',
      fix: 'Use `azureFile`, or `csi` with the driver `file.csi.azure.com`, in the pod itself.',
    },
    remedy: 'Use an azureFile volume, or csi with the driver file.csi.azure.com, in the pod itself.',
  },
]
