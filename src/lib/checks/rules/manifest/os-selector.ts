import {manifestRule} from '../../manifest/manifest-rule.ts'
import {isPinned, osOf, selectedOs} from '../../manifest/placement.ts'

export const osSelector = manifestRule({
  id: 'os-selector',
  title: 'Its pods select the operating system',
  page: {
    symptom: 'Pods fail with ImageOsTypeNotMatchContainerGroup, or Windows pods stay Pending.',
    cause: 'A cluster may have virtual nodes of both systems, and a pod that does not say kubernetes.io/os goes to any of them.',
    fix: 'Add kubernetes.io/os: linux or kubernetes.io/os: windows to the node selector.',
  },
  after: ['pod-placement'],
  well: 'They select their OS or one node',
  find({workload}) {
    const {pod, lineOf} = workload
    const selected = selectedOs(pod)
    const os = osOf(workload)
    const line = lineOf(pod.nodeSelector ?? pod, 'kubernetes.io/os')
    if (selected === undefined) {
      if (isPinned(pod)) return []
      return [
        {
          verdict: os === 'windows' ? 'problem' : 'warning',
          message: `Its pods do not select kubernetes.io/os${os === undefined ? '' : ` (${os})`}; in a cluster with virtual nodes of both systems they may go to the wrong one.`,
          line,
          remedy: `Add to nodeSelector: kubernetes.io/os: ${os ?? 'linux'}`,
        },
      ]
    }
    if (selected !== 'linux' && selected !== 'windows') {
      return [
        {
          message: `Its pods select kubernetes.io/os: ${selected}; it is linux or windows, in lower case.`,
          line,
          remedy: 'Set kubernetes.io/os: linux or windows.',
        },
      ]
    }
    if (pod.os?.name !== undefined && pod.os.name !== selected) {
      return [
        {
          message: `Its pods are for ${pod.os.name} (os.name) and select ${selected} nodes.`,
          line: lineOf(pod.os, 'name'),
          remedy: 'Make os.name and kubernetes.io/os the same.',
        },
      ]
    }
    return []
  },
})
