import {manifestRule} from '../../manifest/manifest-rule.ts'
import {placementCheck} from '../../manifest/unchecked.ts'
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
  tolerationText,
} from '../../manifest/placement.ts'

export const podPlacement = manifestRule({
  id: placementCheck,
  title: 'The pods are meant for virtual nodes',
  page: {
    symptom: 'The pods run on ordinary nodes, and no container group appears in Azure.',
    cause:
      'The taint of virtual nodes keeps other pods away. The pods of this workload neither tolerate the taint nor select virtual nodes.',
    fix: 'Add the node selectors `type: virtual-kubelet` and `kubernetes.io/os`, and a toleration of `virtual-kubelet.io/provider`. The output of `vkctl sample` has both.',
  },
  well: 'A node selector or a toleration names virtual nodes',
  find({workload}) {
    const {pod, lineOf} = workload
    if (aimsAtVirtualNodes(pod)) return []
    return [
      {
        message: 'The pods neither select virtual nodes nor tolerate their taint, so they cannot run on virtual nodes.',
        line: lineOf(pod),
        remedy: ['Add this to the pod spec:', {yaml: selectorFor(osOf(workload) ?? 'linux')}, {yaml: tolerationText}],
      },
    ]
  },
})

export const podToleration = manifestRule({
  id: 'pod-toleration',
  title: 'The pods tolerate the taint of virtual nodes',
  page: {
    symptom: 'Pods stay `Pending`. Their events say that a node had the untolerated taint `virtual-kubelet.io/provider`.',
    cause:
      'Virtual nodes have the taint `virtual-kubelet.io/provider=azure:NoSchedule`. Manifests for very old connectors tolerate `azure.com/aci` instead.',
    fix: 'Add a toleration of `virtual-kubelet.io/provider` with the operator `Exists`.',
  },
  after: ['pod-placement'],
  well: 'The pods tolerate virtual-kubelet.io/provider, or name their node',
  find({workload: {pod, lineOf}}) {
    // A pod that names its node does not pass kube-scheduler, which heeds the taint.
    if (toleratesVirtualNodes(pod) || pod.nodeName !== undefined) return []
    const own = pod.tolerations?.find(({key}) => key === toleration.key)
    const old = pod.tolerations?.find(({key}) => key === 'azure.com/aci')
    const but =
      own !== undefined
        ? ' Their toleration has another value or effect.'
        : old !== undefined
          ? ' They tolerate azure.com/aci, the taint of connectors before August 2018.'
          : ''
    return [
      {
        message: `The pods do not tolerate the taint virtual-kubelet.io/provider=azure:NoSchedule, so they cannot run on virtual nodes.${but}`,
        line: lineOf(own ?? old ?? pod, own === undefined && old === undefined ? 'tolerations' : undefined),
        remedy: ['Set this in the pod spec:', {yaml: tolerationText}],
      },
    ]
  },
})

export const podSelector = manifestRule({
  id: 'pod-selector',
  title: 'The pods run on virtual nodes only',
  page: {
    symptom: 'Some pods run on ordinary nodes, or all pods stay `Pending` because no node has the `type` label that they select.',
    cause: 'A toleration only allows a pod to run on a virtual node. The node selector `type: virtual-kubelet` requires it.',
    fix: 'Add the node selector `type: virtual-kubelet`, unless the pods should run on both kinds of nodes.',
  },
  after: ['pod-placement'],
  well: 'The pods select type: virtual-kubelet or a single node',
  find({workload}) {
    const {pod, lineOf} = workload
    if (selectsVirtualNodes(pod)) return []
    const remedy = ['Set this in the pod spec:', {yaml: selectorFor(osOf(workload) ?? 'linux')}]
    const other = requiredValues(pod, 'type')
    const line = lineOf(pod.nodeSelector ?? pod, pod.nodeSelector === undefined ? undefined : 'type')
    if (other !== undefined)
      return [
        {message: `The pods select type: ${other.join(' or ')}, but virtual nodes have the label type: virtual-kubelet.`, line, remedy},
      ]
    if (isPinned(pod)) return []
    return [{verdict: 'warning', message: 'The pods can run on virtual nodes, but also on ordinary nodes.', line, remedy}]
  },
})

export const osSelector = manifestRule({
  id: 'os-selector',
  title: 'The pods select an operating system',
  page: {
    symptom: 'Pods fail with `ImageOsTypeNotMatchContainerGroup`, or Windows pods stay `Pending`.',
    cause: 'A cluster can have virtual nodes for Linux and for Windows. A pod that does not select `kubernetes.io/os` can run on either.',
    fix: 'Add `kubernetes.io/os: linux` or `kubernetes.io/os: windows` to the node selector.',
  },
  after: ['pod-placement'],
  well: 'The pods select an operating system or a single node',
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
          message: `The pods do not select kubernetes.io/os${os === undefined ? '' : `: ${os}`}. In a cluster with virtual nodes for Linux and Windows, they can be placed on the wrong one.`,
          line,
          remedy: `Add this to nodeSelector: kubernetes.io/os: ${os ?? 'linux'}`,
        },
      ]
    }
    if (selected !== 'linux' && selected !== 'windows') {
      return [
        {
          message: `The pods select kubernetes.io/os: ${selected}, but the label is linux or windows, in lower case.`,
          line,
          remedy: 'Set kubernetes.io/os to linux or windows.',
        },
      ]
    }
    if (pod.os?.name !== undefined && pod.os.name !== selected) {
      return [
        {
          message: `The pods are for ${pod.os.name} (os.name) but select ${selected} nodes.`,
          line: lineOf(pod.os, 'name'),
          remedy: 'Set os.name and kubernetes.io/os to the same operating system.',
        },
      ]
    }
    return []
  },
})

export const osLabel = manifestRule({
  id: 'os-label',
  title: 'The pods use the current label of the operating system',
  page: {
    symptom: '`kubectl` warns that `beta.kubernetes.io/os` is deprecated since v1.14.',
    cause:
      'Since Kubernetes 1.14, the label is `kubernetes.io/os`. Virtual nodes have both labels, but the old one can be dropped at any time.',
    fix: 'Replace `beta.kubernetes.io/os` with `kubernetes.io/os`.',
  },
  well: 'The pods do not depend on beta.kubernetes.io/os',
  find({workload: {pod, lineOf}}) {
    if (requiredValues(pod, 'beta.kubernetes.io/os') === undefined || requiredValues(pod, 'kubernetes.io/os') !== undefined) return []
    return [
      {
        verdict: 'warning',
        message: 'The pods select the operating system only by the deprecated label beta.kubernetes.io/os.',
        line: lineOf(pod.nodeSelector ?? pod, 'beta.kubernetes.io/os'),
        remedy: 'Replace beta.kubernetes.io/os with kubernetes.io/os.',
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
  well: 'The workload is not a DaemonSet',
  find({workload: {kind, line}}) {
    if (kind !== 'DaemonSet') return []
    return [
      {
        message: 'The workload is a DaemonSet. It creates a pod, and with it a container group, for every virtual node.',
        line,
        remedy: 'Use a Deployment, or keep the DaemonSet off virtual nodes with the node affinity type NotIn [virtual-kubelet].',
      },
    ]
  },
})
