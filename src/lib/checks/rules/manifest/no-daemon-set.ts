import {manifestRule} from '../../manifest/manifest-rule.ts'
import {toleratesVirtualNodes} from '../../manifest/placement.ts'

export const noDaemonSet = manifestRule({
  id: 'no-daemon-set',
  title: 'It is no DaemonSet',
  page: {
    symptom: 'Pods of a DaemonSet are Pending or ProviderFailed on virtual nodes, and its rollout never ends.',
    cause:
      'A DaemonSet makes one pod for each node. A virtual node is no machine that such a pod could serve; each pod would be a container group of its own.',
    fix: 'Use a Deployment for what should run on ACI. Keep a DaemonSet off virtual nodes with a node affinity type NotIn [virtual-kubelet].',
  },
  well: 'Not a DaemonSet',
  find({workload: {kind, pod, line}}) {
    if (kind !== 'DaemonSet') return []
    const message = toleratesVirtualNodes(pod)
      ? 'It is a DaemonSet: each virtual node would get a pod of it, as a container group of its own.'
      : 'It is a DaemonSet: it runs one pod on each ordinary node, and its pods for virtual nodes would hang.'
    return [
      {message, line, remedy: 'Make it a Deployment, or keep it off virtual nodes with a node affinity type NotIn [virtual-kubelet].'},
    ]
  },
})
