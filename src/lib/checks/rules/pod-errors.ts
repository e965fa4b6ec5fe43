import type {RuleText} from '../engine/rule.ts'
import {assignRoleCommand} from './azure-permissions.ts'
import {aciNamespace} from './registration.ts'

const role = 'Network Contributor'

export interface PodError extends Omit<RuleText, 'category'> {
  /** Matches a text in the status of a pod. */
  readonly pattern: RegExp
  /** Rows that explain the same text better. */
  readonly unless?: readonly string[]
  /** What to do; may be built from the text of the first pod. */
  readonly remedy: string | ((text: string) => string)
}

/**
 * Errors in the status of pods that ACI or the provider refused, one row each, in the order of the findings.
 * Sources: azure-aci v1.6.4 (pkg/provider), https://learn.microsoft.com/azure/container-instances/container-instances-troubleshooting
 */
export const podErrors: readonly PodError[] = [
  {
    id: 'pod-allowed',
    pattern: /AuthorizationFailed/,
    unless: ['pod-not-denied', 'pod-network-allowed'],
    title: 'Azure lets the connector create container groups',
    page: {
      symptom:
        'Pods are ProviderFailed; their status has a 403 with AuthorizationFailed on Microsoft.ContainerInstance/containerGroups. The node is Ready all the same.',
      cause: 'The identity of the connector has no role in its ACI resource group. AKS gives the identity of its nodes none.',
      fix: 'Run install-connector with --assign-role, or have the role assigned by somebody who may. It takes some minutes to be in force; then delete the pods that failed, or wait until they are tried again.',
    },
    remedy(text) {
      const [, principalId, scope] = /object id '([^']+)'[^]*scope '(\/subscriptions\/[^/']+\/resourceGroups\/[^/']+)/.exec(text) ?? []
      if (principalId === undefined || scope === undefined) return 'Run install-connector with the same arguments again and --assign-role.'
      return assignRoleCommand(principalId, scope)
    },
  },
  {
    id: 'pod-network-allowed',
    pattern: /LinkedAuthorizationFailed|AuthorizationFailed[^]*action '?Microsoft\.Network\//,
    unless: ['pod-not-denied'],
    title: 'Azure lets the connector put container groups on its subnet',
    page: {
      symptom:
        'Pods are ProviderFailed; their status has a 403 with LinkedAuthorizationFailed, or with AuthorizationFailed on Microsoft.Network.',
      cause: 'The identity of the connector may create container groups, but has no right to the subnet that they go to.',
      fix: 'Give the identity the role Network Contributor on the subnet; subnets/read and subnets/join/action are enough.',
    },
    remedy(text) {
      const [, principalId, scope] = /object id '([^']+)'[^]*scope(?:\(s\))? '([^']*\/virtualNetworks\/[^']*)'/.exec(text) ?? []
      if (principalId === undefined || scope === undefined) return `Assign the role ${role} on the subnet to the identity of the connector.`
      return assignRoleCommand(principalId, scope, role)
    },
  },
  {
    id: 'pod-not-denied',
    pattern: /deny assignment|DenyAssignmentAuthorizationFailed/i,
    title: 'No deny assignment keeps container groups out',
    page: {
      symptom: 'Pods are ProviderFailed; their status has a 403 and tells of a deny assignment.',
      cause:
        'AKS locks the node resource group (restriction level ReadOnly, as always with AKS Automatic), or somebody else denies changes in the group. A role does not help against that.',
      fix: 'Let the connector use another group: run install-connector with --aci-resource-group GROUP and --assign-role.',
    },
    remedy: 'Run install-connector with --aci-resource-group GROUP --assign-role, with a group that is not locked.',
  },
  {
    id: 'pod-provider',
    pattern: /MissingSubscriptionRegistration|MissingRegistrationForResourceProvider|Subscription Not Registered/,
    title: 'No pod waits for the registration of the resource provider',
    page: {
      symptom: 'Pods are ProviderFailed; their status has a 409 with MissingSubscriptionRegistration.',
      cause: `The resource provider ${aciNamespace} is not registered in the subscription, and the identity of the connector may not register it.`,
      fix: 'Run vkctl provider register --wait once, then delete the pods that failed, or wait until they are tried again.',
    },
    remedy: `vkctl provider register --namespace ${aciNamespace} --wait`,
  },
  {
    id: 'pod-image',
    pattern:
      /InaccessibleImage|RegistryErrorResponse|ErrImagePull|ImagePullBackOff|image pull secret type|auth config for server|malformed (dockerconfigjson|auth)|no docker(cfg|configjson) present/,
    unless: ['pod-subnet-link'],
    title: 'ACI can pull the images of the pods',
    page: {
      symptom: 'Pods are ProviderFailed with InaccessibleImage or RegistryErrorResponse, or with a text about an image pull secret.',
      cause:
        'The image does not exist, the registry is private, or ACI cannot reach it. The identity of the nodes is not used for pulling: what works on other nodes without a secret (az aks update --attach-acr) does not work here.',
      fix: 'Give the pod an imagePullSecret of type kubernetes.io/dockerconfigjson with a user name, whose server is the login server of the registry, and let the registry accept public access.',
    },
    remedy: 'Give the pods an imagePullSecret whose server is the login server of the registry, or correct the name of the image.',
  },
  {
    id: 'pod-subnet-link',
    pattern: /ServiceAssociationLinkNotReady/,
    title: 'The subnet is linked to ACI',
    page: {
      symptom: 'Pods are ProviderFailed with a 409 and ServiceAssociationLinkNotReady.',
      cause: 'Azure links a subnet to ACI when the first container group comes to it, and refuses others until that is done.',
      fix: 'Wait: the connector tries again. Delete the pod when it does not get well in some minutes, so that it is created anew.',
    },
    remedy: 'Wait some minutes, then delete the pods that are still failed, so that they are created anew.',
  },
  {
    id: 'pod-limits',
    pattern: /ContainerLimitGreaterThanContainerGroupTotalRequest|ResourceLimitsLessThanRequests/,
    unless: ['pod-os'],
    title: 'The limits of the pods fit their requests',
    page: {
      symptom: 'Pods are ProviderFailed with ContainerLimitGreaterThanContainerGroupTotalRequest or ResourceLimitsLessThanRequests.',
      cause:
        'ACI gives a container group the sum of all requests, and no container may have a limit above that. Without a request the provider asks for 1 CPU and 1.5 GB.',
      fix: 'Make limits and requests the same.',
    },
    remedy: 'Make the limits of the containers the same as their requests.',
  },
  {
    id: 'pod-capacity',
    pattern: /ServiceUnavailable|is not available in the location/,
    unless: ['pod-quota', 'pod-os'],
    title: 'ACI has the capacity for the pods',
    page: {
      symptom: 'Pods are ProviderFailed with ServiceUnavailable: the requested resource is not available in the location at this moment.',
      cause: 'The region has no room for a container group of this size now, or never has sizes like it.',
      fix: 'Ask for less CPU or memory, wait, or install a connector for another location.',
    },
    remedy: 'Ask for less CPU and memory, or install a connector with another --location.',
  },
  {
    id: 'pod-quota',
    pattern: /ContainerGroupQuotaReached|TooManyRequests|RESPONSE 429/,
    unless: ['pod-os'],
    title: 'The quotas of ACI suffice for the pods',
    page: {
      symptom: 'Pods are ProviderFailed with ContainerGroupQuotaReached, or with a 429 and TooManyRequests.',
      cause:
        'A subscription may have 100 container groups and 100 cores in a region by default, and create 300 groups in an hour and 100 in five minutes.',
      fix: 'Delete what is not needed, create pods more slowly, or have the quota raised with a support request.',
    },
    remedy: 'Delete what is not needed, or ask for a higher quota in the Azure portal (Quotas, Container Instances).',
  },
  {
    id: 'pod-os',
    pattern: /OsVersionNotSupported|ImageOsTypeNotMatchContainerGroup/,
    title: 'The images of the pods fit the OS of the node',
    page: {
      symptom: 'Pods are ProviderFailed with ImageOsTypeNotMatchContainerGroup or OsVersionNotSupported.',
      cause:
        'A Windows image was placed on a Linux virtual node or the other way round, or the Windows image is of a release that ACI does not run.',
      fix: 'Select the node by kubernetes.io/os. Base Windows images on Windows Server 2019 (ltsc2019 or 1809).',
    },
    remedy: 'Select the node by kubernetes.io/os, and base Windows images on ltsc2019 or 1809.',
  },
  {
    id: 'pod-command',
    pattern: /does not support providing args without/,
    title: 'No container has arguments without a command',
    page: {
      symptom: 'Pods are ProviderFailed with "ACI does not support providing args without specifying the command".',
      cause: 'ACI knows only a whole command line, and the provider does not know the entrypoint of the image.',
      fix: 'Put the entrypoint of the image into command of the container.',
    },
    remedy: 'Give the containers a command beside their args.',
  },
  {
    id: 'pod-volumes',
    pattern: /which is of an unsupported type/,
    title: 'ACI has the kinds of volumes that the pods want',
    page: {
      symptom: 'Pods are ProviderFailed with "requires volume … which is of an unsupported type".',
      cause:
        'The provider takes emptyDir, secret, configMap, projected, gitRepo and Azure Files that the pod itself describes; no persistent volume claims, no host paths, no other CSI driver.',
      fix: 'Use azureFile, or csi with the driver file.csi.azure.com, in the pod itself.',
    },
    remedy: 'Use an azureFile volume, or csi with the driver file.csi.azure.com, in the pod itself.',
  },
]
