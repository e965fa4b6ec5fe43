import {manifestRule} from '../../manifest/manifest-rule.ts'
import {isPinned, osOf, requiredValues, selectorFor, selectsVirtualNodes} from '../../manifest/placement.ts'

export const podSelector = manifestRule({
  id: 'pod-selector',
  title: 'Its pods go to virtual nodes only',
  page: {
    symptom: 'Some pods run on ordinary nodes, or all of them stay Pending because no node has the label type that they select.',
    cause: 'A toleration only allows a virtual node. It is the node selector type: virtual-kubelet that asks for one.',
    fix: 'Add the node selector type: virtual-kubelet, unless the pods are meant to run on both.',
  },
  after: ['pod-placement'],
  well: 'They select type: virtual-kubelet or one node',
  find({workload}) {
    const {pod, lineOf} = workload
    if (selectsVirtualNodes(pod)) return []
    const remedy = `Set in the spec of the pods:\n${selectorFor(osOf(workload) ?? 'linux')}`
    const other = requiredValues(pod, 'type')
    const line = lineOf(pod.nodeSelector ?? pod, pod.nodeSelector === undefined ? undefined : 'type')
    if (other !== undefined)
      return [{message: `Its pods select nodes of type ${other.join(' or ')}; virtual nodes are of type virtual-kubelet.`, line, remedy}]
    if (isPinned(pod)) return []
    return [{verdict: 'warning', message: 'Its pods may run on virtual nodes, but nothing keeps them off ordinary ones.', line, remedy}]
  },
})
