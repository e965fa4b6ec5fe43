import {aciNamespace} from '../azure/provider-registered.ts'
import {podErrorRule} from './pod-error.ts'

export const podProvider = podErrorRule({
  id: 'pod-provider',
  title: 'No pod waits for the registration of the resource provider',
  page: {
    symptom: 'Pods are ProviderFailed; their status has a 409 with MissingSubscriptionRegistration.',
    cause: `The resource provider ${aciNamespace} is not registered in the subscription, and the identity of the connector may not register it.`,
    fix: 'Run vkctl provider register --wait once, then delete the pods that failed, or wait until they are tried again.',
  },
  remedy: `vkctl provider register --namespace ${aciNamespace} --wait`,
})
