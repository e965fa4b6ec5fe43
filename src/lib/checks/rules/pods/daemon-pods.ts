import {connectorRule} from '../../connector-values.ts'
import {gist} from '../../error-text.ts'
import {isRefused} from '../../pod-errors.ts'
import {podList} from '../../pod-list.ts'
import {isDaemonPod} from '../../pod-state.ts'
import {someOf} from '../../some-of.ts'

export const daemonPods = connectorRule({
  id: 'daemon-pods',
  category: 'pods',
  title: 'No DaemonSet puts pods on its node',
  page: {
    symptom: 'Pods of a DaemonSet are Pending or ProviderFailed on the virtual node; or they run there and cost money.',
    cause:
      'The DaemonSet tolerates every taint, as agents for logs and metrics do. They need the host, which a container group does not have.',
    fix: 'Give the DaemonSet a node affinity: label type, operator NotIn, value virtual-kubelet.',
  },
  needs: ['podsOnNode'],
  check(_, {podsOnNode}) {
    const found = podsOnNode.filter(pod => pod.metadata.deletionTimestamp === undefined && isDaemonPod(pod))
    if (found.length === 0) return {verdict: 'ok', message: 'None does'}
    const sets = new Set(
      found.flatMap(({metadata}) => metadata.ownerReferences?.map(({name}) => `${metadata.namespace ?? 'default'}/${name}`) ?? []),
    )
    const refused = found.find(isRefused)
    const why = refused?.status?.message === undefined ? '' : `: ${gist(refused.status.message)}`
    return {
      verdict: refused === undefined ? 'warning' : 'problem',
      message:
        refused === undefined
          ? `${podList(found)}: put on the node by a DaemonSet; each is a container group that costs money.`
          : `${podList(found)}: put on the node by a DaemonSet, where they fail${why}`,
      remedy: `Give the DaemonSet ${someOf([...sets], 3)} a node affinity with type NotIn virtual-kubelet.`,
    }
  },
})
