import {vkctl} from '../../printed-commands/printed-command.ts'
import {clusterRule} from '../facts/cluster-values.ts'

/** The resource provider of ACI. */
export const aciNamespace = 'Microsoft.ContainerInstance'

export const subscriptionActive = clusterRule({
  id: 'subscription-active',
  category: 'azure',
  title: 'The subscription is not disabled',
  page: {
    symptom: 'Pods are `ProviderFailed` with 409 and `ReadOnlyDisabledSubscription`. Azure refuses every change.',
    cause: 'The subscription is disabled: a bill was not paid, its credit or spending limit is used up, or somebody cancelled it.',
    fix: 'Let an owner of the billing account reactivate the subscription in the Azure portal (Subscriptions, Reactivate).',
  },
  needs: ['subscriptionState'],
  preflight: true,
  check(_, {subscriptionState}) {
    if (subscriptionState === undefined) return {verdict: 'skipped', message: 'You may not read the subscription'}
    // A subscription whose bill is overdue still works.
    if (subscriptionState === 'Enabled' || subscriptionState === 'PastDue') return {verdict: 'ok', message: subscriptionState}
    return {
      verdict: 'problem',
      message: `The subscription is ${subscriptionState}. Azure refuses every change in it.`,
      remedy: 'Let an owner of the billing account reactivate the subscription in the Azure portal (Subscriptions, Reactivate).',
    }
  },
})

export const providerRegistered = clusterRule({
  id: 'provider-registered',
  category: 'azure',
  title: 'The resource provider Microsoft.ContainerInstance is registered',
  page: {
    symptom:
      'Pods on the virtual node fail with `MissingSubscriptionRegistration`. Azure answers every request for a container group with status 409.',
    cause: 'A subscription must register a resource provider before anybody can use it. `Microsoft.ContainerInstance` is not registered.',
    fix: 'Run `vkctl provider register --wait` once for the subscription. You need the permission `Microsoft.ContainerInstance/register/action`.',
  },
  explainedBy: ['subscription-active'],
  target: aciNamespace,
  needs: ['provider'],
  preflight: true,
  check(_, {provider: {registrationState}}) {
    if (registrationState === 'Registered') return {verdict: 'ok', message: 'Registered'}
    return {
      verdict: 'problem',
      message: `The resource provider ${aciNamespace} is ${registrationState}. Azure refuses container groups until it is Registered.`,
      remedy: vkctl`provider register --namespace ${aciNamespace} --wait`,
    }
  },
})
