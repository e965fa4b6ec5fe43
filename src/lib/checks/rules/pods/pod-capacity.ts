import {podErrorRule} from './pod-error.ts'

export const podCapacity = podErrorRule({
  id: 'pod-capacity',
  title: 'ACI has the capacity for the pods',
  page: {
    symptom: 'Pods are ProviderFailed with ServiceUnavailable: the requested resource is not available in the location at this moment.',
    cause: 'The region has no room for a container group of this size now, or never has sizes like it.',
    fix: 'Ask for less CPU or memory, wait, or install a connector for another location.',
  },
  remedy: 'Ask for less CPU and memory, or install a connector with another --location.',
})
