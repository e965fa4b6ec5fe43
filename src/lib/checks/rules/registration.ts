import {clusterRule} from '../facts/cluster-values.ts'

export const aciNamespace = 'Microsoft.ContainerInstance'

export const providerRegistered = clusterRule({
  id: 'provider-registered',
  category: 'azure',
  title: `The resource provider ${aciNamespace} is registered`,
  page: {
    symptom: 'Pods on the virtual node fail with MissingSubscriptionRegistration; Azure answers 409 to every container group.',
    cause: 'A subscription has to register a resource provider before anybody can use it, and nobody has registered this one.',
    fix: 'Run vkctl provider register --wait once for the subscription. It needs the action Microsoft.ContainerInstance/register/action.',
  },
  target: aciNamespace,
  needs: ['provider'],
  preflight: true,
  check(_, {provider: {registrationState}}) {
    if (registrationState === 'Registered') return {verdict: 'ok', message: 'Registered'}
    return {
      verdict: 'problem',
      message: `The resource provider ${aciNamespace} is ${registrationState}; Azure refuses every container group until it is Registered.`,
      remedy: `vkctl provider register --namespace ${aciNamespace} --wait`,
    }
  },
})
