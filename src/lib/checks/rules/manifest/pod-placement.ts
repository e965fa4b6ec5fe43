import {manifestRule} from '../../manifest/manifest-rule.ts'
import {aimsAtVirtualNodes, osOf, selectorFor, toleration} from '../../manifest/placement.ts'

export const podPlacement = manifestRule({
  id: 'pod-placement',
  title: 'Its pods are meant for virtual nodes',
  page: {
    symptom: 'The pods run on ordinary nodes, and no container group appears in Azure.',
    cause:
      'Virtual nodes have a taint that keeps away whatever does not tolerate it, and the pods neither tolerate it nor select virtual nodes.',
    fix: 'Give the pods the node selector type: virtual-kubelet with their OS, and a toleration of virtual-kubelet.io/provider; vkctl sample shows both.',
  },
  well: 'A selector or a toleration names virtual nodes',
  find({workload}) {
    const {pod, lineOf} = workload
    if (aimsAtVirtualNodes(pod)) return []
    return [
      {
        message: 'Neither a node selector nor a toleration sends its pods to virtual nodes, so they run elsewhere or not at all.',
        line: lineOf(pod),
        remedy: `Add to the spec of the pods:\n${selectorFor(osOf(workload) ?? 'linux')}\n${toleration}`,
      },
    ]
  },
})
