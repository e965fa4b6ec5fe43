import {manifestRule} from '../../manifest/manifest-rule.ts'
import {
  aimsAtVirtualNodes,
  isPinned,
  osOf,
  requiredValues,
  selectedOs,
  selectorFor,
  selectsVirtualNodes,
  toleratesVirtualNodes,
  toleration,
} from '../../manifest/placement.ts'

export const podPlacement = manifestRule({
  id: 'pod-placement',
  title: 'Its pods are sent to virtual nodes',
  page: {
    symptom: 'The pods run on ordinary nodes, and no container group appears in Azure.',
    cause:
      'The taint of virtual nodes keeps other pods away. The pods of this workload neither tolerate the taint nor select virtual nodes.',
    fix: 'Add the node selectors `type: virtual-kubelet` and `kubernetes.io/os`, and a toleration of `virtual-kubelet.io/provider`. The output of `vkctl sample` has both.',
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

export const podToleration = manifestRule({
  id: 'pod-toleration',
  title: 'Its pods tolerate the taint of virtual nodes',
  page: {
    symptom: 'Pods stay `Pending`. Their events say that a node had the untolerated taint `virtual-kubelet.io/provider`.',
    cause:
      'Virtual nodes have the taint `virtual-kubelet.io/provider=azure:NoSchedule`. Manifests for very old connectors tolerate `azure.com/aci` instead.',
    fix: 'Add a toleration of `virtual-kubelet.io/provider` with the operator `Exists`.',
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

export const podSelector = manifestRule({
  id: 'pod-selector',
  title: 'Its pods run on virtual nodes only',
  page: {
    symptom: 'Some pods run on ordinary nodes, or all pods stay `Pending` because no node has the `type` label that they select.',
    cause: 'A toleration only allows a pod to run on a virtual node. The node selector `type: virtual-kubelet` requires it.',
    fix: 'Add the node selector `type: virtual-kubelet`, unless the pods should run on both kinds of nodes.',
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

export const osSelector = manifestRule({
  id: 'os-selector',
  title: 'Its pods select an operating system',
  page: {
    symptom: 'Pods fail with `ImageOsTypeNotMatchContainerGroup`, or Windows pods stay `Pending`.',
    cause: 'A cluster can have virtual nodes for Linux and for Windows. A pod that does not select `kubernetes.io/os` can run on either.',
    fix: 'Add `kubernetes.io/os: linux` or `kubernetes.io/os: windows` to the node selector.',
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

export const osLabel = manifestRule({
  id: 'os-label',
  title: 'Its pods use the current label of the operating system',
  page: {
    symptom: '`kubectl` warns that `beta.kubernetes.io/os` is deprecated since v1.14.',
    cause:
      'The label is `kubernetes.io/os` since Kubernetes 1.14. Virtual nodes have both labels, but the old one can be dropped at any time.',
    fix: 'Replace `beta.kubernetes.io/os` with `kubernetes.io/os`.',
  },
  well: 'beta.kubernetes.io/os is not needed',
  find({workload: {pod, lineOf}}) {
    if (requiredValues(pod, 'beta.kubernetes.io/os') === undefined || requiredValues(pod, 'kubernetes.io/os') !== undefined) return []
    return [
      {
        verdict: 'warning',
        message: 'Its pods select the OS by beta.kubernetes.io/os only, which is deprecated.',
        line: lineOf(pod.nodeSelector ?? pod, 'beta.kubernetes.io/os'),
        remedy: 'Rename beta.kubernetes.io/os to kubernetes.io/os.',
      },
    ]
  },
})

export const noDaemonSet = manifestRule({
  id: 'no-daemon-set',
  title: 'The workload is not a DaemonSet',
  page: {
    symptom: 'Pods of a DaemonSet are `Pending` or `ProviderFailed` on virtual nodes, and its rollout never completes.',
    cause:
      'A DaemonSet creates one pod for each node. A virtual node is not a machine that such a pod could serve. Each pod would be a separate container group.',
    fix: 'Use a Deployment for pods on ACI. Keep a DaemonSet off virtual nodes with the node affinity `type NotIn [virtual-kubelet]`.',
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
