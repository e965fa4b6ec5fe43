import {podErrorRule} from './pod-error.ts'

export const podQuota = podErrorRule({
  id: 'pod-quota',
  title: 'The quotas of ACI suffice for the pods',
  page: {
    symptom: 'Pods are ProviderFailed with ContainerGroupQuotaReached, or with a 429 and TooManyRequests.',
    cause:
      'A subscription may have 100 container groups and 100 cores in a region by default, and create 300 groups in an hour and 100 in five minutes.',
    fix: 'Delete what is not needed, create pods more slowly, or have the quota raised with a support request.',
  },
  remedy: 'Delete what is not needed, or ask for a higher quota in the Azure portal (Quotas, Container Instances).',
})
