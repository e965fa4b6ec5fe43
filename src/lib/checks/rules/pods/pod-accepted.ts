import {connectorRule} from '../../connector-values.ts'
import {gist} from '../../error-text.ts'
import {podErrors} from '../../pod-errors.ts'
import {podList} from '../../pod-list.ts'

export const podAccepted = connectorRule({
  id: 'pod-accepted',
  category: 'pods',
  title: 'Nothing else keeps pods from being created',
  page: {
    symptom: 'Pods are ProviderFailed with a text that no other check explains.',
    cause:
      'ACI or the provider refused them; the text tells why. The provider refuses for example lifecycle hooks, startup probes, probes by TCP or gRPC, and init containers with ports or resources.',
    fix: 'Change the pod as the text says and create it anew.',
  },
  needs: ['podsOnNode'],
  check(_, {podsOnNode}) {
    const found = podErrors(podsOnNode).filter(({id}) => id === undefined)
    const [first] = found
    if (first === undefined) return {verdict: 'ok', message: 'No pod was refused for another reason'}
    const {name, namespace = 'default'} = first.pod.metadata
    return {
      verdict: 'problem',
      message: `${podList(found.map(({pod}) => pod))}: ${gist(first.text)}`,
      remedy: `kubectl describe pod ${name} --namespace ${namespace}`,
    }
  },
})
