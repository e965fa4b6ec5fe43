import {manifestRule} from '../../manifest/manifest-rule.ts'
import {toleration, toleratesVirtualNodes} from '../../manifest/placement.ts'

export const podToleration = manifestRule({
  id: 'pod-toleration',
  title: 'Its pods tolerate the taint of virtual nodes',
  page: {
    symptom: 'Pods stay Pending; their events say that a node had an untolerated taint virtual-kubelet.io/provider.',
    cause:
      'Virtual nodes have the taint virtual-kubelet.io/provider=azure:NoSchedule. Manifests for very old connectors tolerate azure.com/aci instead.',
    fix: 'Tolerate virtual-kubelet.io/provider with the operator Exists.',
  },
  after: ['pod-placement'],
  well: 'They tolerate virtual-kubelet.io/provider',
  find({workload: {pod, lineOf}}) {
    if (toleratesVirtualNodes(pod)) return []
    const own = pod.tolerations?.find(({key}) => key === 'virtual-kubelet.io/provider')
    const old = pod.tolerations?.find(({key}) => key === 'azure.com/aci')
    const but =
      own !== undefined
        ? ' Their toleration of it is for another value or effect.'
        : old !== undefined
          ? ' They tolerate azure.com/aci, as in 2018.'
          : ''
    return [
      {
        message: `Its pods do not tolerate virtual-kubelet.io/provider=azure:NoSchedule, so no virtual node takes them.${but}`,
        line: lineOf(own ?? old ?? pod, own === undefined && old === undefined ? 'tolerations' : undefined),
        remedy: `Set in the spec of the pods:\n${toleration}`,
      },
    ]
  },
})
