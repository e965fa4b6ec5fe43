import {kubectl} from '../../../printed-commands/printed-command.ts'
import {connectorRule} from '../../facts/connector-values.ts'
import {crashOf, isDaemonPodOfEveryNode, isLost, isRefused} from '../../facts/pod-state.ts'
import {gist} from '../../wording/error-text.ts'
import {podList, podsAre} from '../../wording/pod-list.ts'

// Warnings, because the connector did its part: validate fails only with --fail-on warning.

export const podCrash = connectorRule({
  id: 'pod-crash',
  category: 'pods',
  title: 'The containers of the pods keep running',
  page: {
    symptom: 'Pods on the virtual node are `Error` or `CrashLoopBackOff`, their restarts increase, or they are never ready.',
    cause: 'The program in a container ended with an error. ACI starts it again, unless the `restartPolicy` of the pod forbids it.',
    fix: 'Read the log of the container with `kubectl logs`. Often a variable, a file or a permission is missing, or the program needs something of the cluster that a container group does not have.',
  },
  needs: ['podsOnNode'],
  check(_, {podsOnNode}) {
    const found = podsOnNode.flatMap(pod => {
      const isOther = pod.metadata.deletionTimestamp !== undefined || isDaemonPodOfEveryNode(pod) || isRefused(pod) || isLost(pod)
      const crash = isOther ? undefined : crashOf(pod)
      return crash === undefined ? [] : [{pod, crash}]
    })
    const [first] = found
    if (first === undefined) return {verdict: 'ok', message: 'No container on the node has ended with an error'}
    const {container, exitCode, why, restarts} = first.crash
    const ended = `The container ${container} ended${exitCode === undefined ? '' : ` with exit code ${exitCode}`}${why === '' ? '' : ` (${gist(why)})`}`
    const {name, namespace = 'default'} = first.pod.metadata
    return {
      verdict: 'warning',
      message: `${podList(found.map(({pod}) => pod))}: ${ended}${restarts === 0 ? '' : `; restarts so far: ${restarts}`}.`,
      remedy: kubectl`logs ${name} --container ${container} --namespace ${namespace}`,
    }
  },
})

export const podLost = connectorRule({
  id: 'pod-lost',
  explainedBy: ['groups-shared'],
  category: 'pods',
  title: 'No pod has lost its container group',
  page: {
    symptom: 'A pod that was running is `NotFound` or `Failed`, with the message that it may have been deleted from the provider.',
    cause:
      'The container group of the pod is gone. Somebody deleted it in Azure, or a connector of another cluster did, which has the same node name and ACI resource group.',
    fix: 'Delete the pod. The activity log of the ACI resource group in Azure says who deleted the container group.',
  },
  needs: ['podsOnNode'],
  check(_, {podsOnNode}) {
    const lost = podsOnNode.filter(pod => pod.metadata.deletionTimestamp === undefined && isLost(pod))
    const [first] = lost
    if (first === undefined) return {verdict: 'ok', message: 'No pod on the node has lost its container group'}
    const {name, namespace = 'default'} = first.metadata
    return {
      verdict: 'warning',
      message: `${podsAre(lost)} Failed, because ${lost.length === 1 ? 'its container group is' : 'their container groups are'} not in Azure any more. Something other than the connector deleted ${lost.length === 1 ? 'it' : 'them'}.`,
      remedy: kubectl`delete pod ${name} --namespace ${namespace}`,
    }
  },
})
