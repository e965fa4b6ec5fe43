import type {PodObject} from '../kubernetes/objects.ts'
import {isDaemonPod} from './pod-state.ts'

/**
 * Texts in the status of pods that ACI or the provider refused, by the check that explains them. The first that fits counts, so what is
 * more special comes first. Sources: azure-aci v1.6.4 (pkg/provider), https://learn.microsoft.com/azure/container-instances/container-instances-troubleshooting
 */
const patterns = {
  'pod-not-denied': /deny assignment|DenyAssignmentAuthorizationFailed/i,
  'pod-network-allowed': /LinkedAuthorizationFailed|AuthorizationFailed[^]*action '?Microsoft\.Network\//,
  'pod-allowed': /AuthorizationFailed/,
  'pod-provider': /MissingSubscriptionRegistration|MissingRegistrationForResourceProvider|Subscription Not Registered/,
  'pod-subnet-link': /ServiceAssociationLinkNotReady/,
  'pod-image':
    /InaccessibleImage|RegistryErrorResponse|ErrImagePull|ImagePullBackOff|image pull secret type|auth config for server|malformed (dockerconfigjson|auth)|no docker(cfg|configjson) present/,
  'pod-os': /OsVersionNotSupported|ImageOsTypeNotMatchContainerGroup/,
  'pod-limits': /ContainerLimitGreaterThanContainerGroupTotalRequest|ResourceLimitsLessThanRequests/,
  'pod-quota': /ContainerGroupQuotaReached|TooManyRequests|RESPONSE 429/,
  'pod-capacity': /ServiceUnavailable|is not available in the location/,
  'pod-command': /does not support providing args without/,
  'pod-volumes': /which is of an unsupported type/,
} as const

export type PodErrorId = keyof typeof patterns

/** What is known of why a pod was refused. */
export interface PodError {
  readonly pod: PodObject
  /** Undefined when no check explains it. */
  readonly id: PodErrorId | undefined
  readonly text: string
}

/** Pods of a node that ACI or the provider refused. What DaemonSets put on the node is left out: it does not belong there at all. */
export function podErrors(pods: readonly PodObject[]): readonly PodError[] {
  return pods
    .filter(pod => pod.metadata.deletionTimestamp === undefined && !isDaemonPod(pod))
    .flatMap((pod): readonly PodError[] => {
      const texts = textsOf(pod)
      for (const [id, pattern] of Object.entries(patterns) as [PodErrorId, RegExp][]) {
        const text = texts.find(one => pattern.test(one))
        if (text !== undefined) return [{pod, id, text}]
      }
      return isRefused(pod) ? [{pod, id: undefined, text: pod.status?.message ?? 'no reason is given'}] : []
    })
}

/** Whether virtual-kubelet could not create what the pod is in Azure (virtual-kubelet v1.11, node/pod.go). */
export function isRefused({status}: PodObject): boolean {
  return status?.reason === 'ProviderFailed'
}

function textsOf({status: {reason = '', message = '', containerStatuses = []} = {}}: PodObject): readonly string[] {
  const waiting = containerStatuses.map(({state}) => `${state?.waiting?.reason ?? ''}: ${state?.waiting?.message ?? ''}`)
  return [message, reason, ...waiting]
}
