import type {ContainerGroup} from '../../../azure/azure.ts'
import type {PodObject} from '../../../kubernetes/objects.ts'
import {connectorRule} from '../../connector-values.ts'
import {podList, podName} from '../../pod-list.ts'
import {someOf} from '../../some-of.ts'

export const podAddress = connectorRule({
  id: 'pod-address',
  category: 'pods',
  title: 'Azure knows the addresses of Windows pods',
  page: {
    symptom: 'kubectl get pods -o wide shows no IP for Windows pods on the virtual node, and Services do not find them.',
    cause: 'The provider leaves the address of Windows pods out, although their container groups have one.',
    fix: 'Ask Azure: az container show, or this check. A pod that runs without a container group has lost it: delete the pod, so that it is created anew.',
  },
  needs: ['podsOnNode', 'groups'],
  check({osType}, {podsOnNode, groups}) {
    if (osType !== 'Windows') return {verdict: 'skipped', message: 'Linux pods show their address, if they have one'}
    const running = podsOnNode.filter(({metadata, status}) => metadata.deletionTimestamp === undefined && status?.phase === 'Running')
    const lost = running.filter(pod => groupOf(pod, groups) === undefined)
    const [first] = lost
    if (first !== undefined) {
      const {name, namespace = 'default'} = first.metadata
      return {
        verdict: 'warning',
        message: `${podList(lost)}: running in Kubernetes, but without a container group in Azure.`,
        remedy: `kubectl delete pod ${name} --namespace ${namespace}`,
      }
    }
    const hidden = running.filter(({status}) => status?.podIP === undefined || status.podIP === '')
    if (hidden.length === 0) return {verdict: 'ok', message: 'No Windows pod runs without an address'}
    const addresses = hidden.map(pod => `${podName(pod)} has ${groupOf(pod, groups)?.ip ?? 'none'}`)
    return {verdict: 'ok', message: `Kubernetes shows none by design; in Azure ${someOf(addresses, 3)}`}
  },
})

function groupOf({metadata}: PodObject, groups: readonly ContainerGroup[]): ContainerGroup | undefined {
  return groups.find(({tags}) => tags['UID'] === metadata.uid)
}
