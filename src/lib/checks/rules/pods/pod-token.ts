import type {PodObject} from '../../../kubernetes/objects.ts'
import {connectorRule} from '../../connector-values.ts'
import {podList} from '../../pod-list.ts'
import {isLive} from '../../pod-state.ts'

export const podToken = connectorRule({
  id: 'pod-token',
  category: 'pods',
  title: 'No pod relies on a token that it does not get',
  page: {
    symptom:
      'A program in a pod on the virtual node does not find /var/run/secrets/kubernetes.io/serviceaccount/token, or the pod fails with DuplicateVolumes.',
    cause:
      'The provider takes tokens of service accounts only from Secrets of old. Since Kubernetes 1.24 there are none, and pods get the CA but no token. Windows pods get neither.',
    fix: 'Set automountServiceAccountToken: false in pods that call no API server. For the others create a Secret of type kubernetes.io/service-account-token.',
  },
  needs: ['podsOnNode'],
  check(_, {podsOnNode}) {
    const found = podsOnNode.filter(pod => isLive(pod) && wantsToken(pod))
    if (found.length === 0) return {verdict: 'ok', message: 'None has a service account of its own with a projected token'}
    return {
      verdict: 'warning',
      message: `${podList(found)}: with a service account of their own, whose token does not reach a container group.`,
      remedy:
        'Set automountServiceAccountToken: false, or create a Secret of type kubernetes.io/service-account-token for the service account.',
    }
  },
})

/** A pod with the default account rarely calls the API server: the account has no rights. */
function wantsToken({spec: {serviceAccountName = 'default', volumes = []} = {}}: PodObject): boolean {
  const sources = volumes.flatMap(({projected}) => projected?.sources ?? [])
  return serviceAccountName !== 'default' && sources.some(({serviceAccountToken}) => serviceAccountToken !== undefined)
}
