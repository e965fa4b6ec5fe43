import type {Provider} from '../../azure/azure.ts'
import type {Fact} from '../fact.ts'
import type {Rule} from '../finding.ts'

export const aciNamespace = 'Microsoft.ContainerInstance'

export const providerRegistered: Rule<{readonly provider: Fact<Provider>}> = {
  id: 'provider-registered',
  title: `The resource provider ${aciNamespace} is registered`,
  check({provider}) {
    const target = aciNamespace
    const remedy = `vkctl provider register --namespace ${aciNamespace} --wait`
    if (!provider.known) return {verdict: 'unknown', message: provider.reason, remedy: '', target}
    const {registrationState} = provider.value
    if (registrationState === 'Registered') return {verdict: 'ok', message: 'Registered', remedy: '', target}
    return {
      verdict: 'problem',
      message: `The resource provider ${aciNamespace} is ${registrationState}; Azure refuses every container group until it is Registered.`,
      remedy,
      target,
    }
  },
}
