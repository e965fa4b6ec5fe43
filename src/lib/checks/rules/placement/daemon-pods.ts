import {connectorRule} from '../../facts/connector-values.ts'
import {isDaemonPodOfEveryNode, isRefused} from '../../facts/pod-state.ts'
import {gist} from '../../wording/error-text.ts'
import {podsAre} from '../../wording/pod-list.ts'
import {someOf} from '../../wording/some-of.ts'

export const daemonPods = connectorRule({
  id: 'daemon-pods',
  category: 'pods',
  title: 'No DaemonSet places pods on the virtual node',
  page: {
    symptom: 'Pods of a DaemonSet are `Pending` or `ProviderFailed` on the virtual node, or they run there and cost money.',
    cause:
      'The DaemonSet tolerates every taint, as agents for logs and metrics do. Such agents need a host, which a container group does not have.',
    fix: 'Add a node affinity to the DaemonSet: key `type`, operator `NotIn`, value `virtual-kubelet`.',
  },
  needs: ['podsOnNode'],
  check(_, {podsOnNode}) {
    const found = podsOnNode.filter(pod => pod.metadata.deletionTimestamp === undefined && isDaemonPodOfEveryNode(pod))
    if (found.length === 0) return {verdict: 'ok', message: 'No DaemonSet pod is on the node'}
    const sets = new Set(
      found.flatMap(({metadata}) => metadata.ownerReferences?.map(({name}) => `${metadata.namespace ?? 'default'}/${name}`) ?? []),
    )
    const refused = found.find(isRefused)
    const why = refused?.status?.message === undefined ? '' : `: ${gist(refused.status.message)}`
    return {
      verdict: refused === undefined ? 'warning' : 'problem',
      message:
        refused === undefined
          ? `${podsAre(found)} part of a DaemonSet. On the virtual node, each such pod is a container group that costs money.`
          : `${podsAre(found)} part of a DaemonSet and cannot run on the virtual node${why}`,
      remedy: `Add a node affinity to the DaemonSet ${someOf([...sets], 3)}: key type, operator NotIn, value virtual-kubelet.`,
    }
  },
})
