import {commandLine} from '../../command-line.ts'
import {clusterRule} from '../facts/cluster-values.ts'

/** The resource provider of ACI. */
export const aciNamespace = 'Microsoft.ContainerInstance'

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
  target: aciNamespace,
  needs: ['provider'],
  preflight: true,
  check(_, {provider: {registrationState}}) {
    if (registrationState === 'Registered') return {verdict: 'ok', message: 'Registered'}
    return {
      verdict: 'problem',
      message: `The resource provider ${aciNamespace} is ${registrationState}. Azure refuses container groups until it is Registered.`,
      remedy: commandLine`vkctl provider register --namespace ${aciNamespace} --wait`,
    }
  },
})
