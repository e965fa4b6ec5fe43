import {podErrorRule} from './pod-error.ts'

export const podLimits = podErrorRule({
  id: 'pod-limits',
  title: 'The limits of the pods fit their requests',
  page: {
    symptom: 'Pods are ProviderFailed with ContainerLimitGreaterThanContainerGroupTotalRequest or ResourceLimitsLessThanRequests.',
    cause:
      'ACI gives a container group the sum of all requests, and no container may have a limit above that. Without a request the provider asks for 1 CPU and 1.5 GB.',
    fix: 'Make limits and requests the same.',
  },
  remedy: 'Make the limits of the containers the same as their requests.',
})
