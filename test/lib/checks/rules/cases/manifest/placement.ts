import {selector, windows, type ManifestCases} from '../../manifest-case.ts'

const nothing = {nodeSelector: undefined, tolerations: undefined}
const required = (...matchExpressions: readonly object[]) => ({
  nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions}]}},
})

const ofType = {key: 'type', operator: 'In', values: ['virtual-kubelet']}
const tolerating = (...tolerations: readonly object[]) => ({tolerations})

export const manifestPlacementCases: ManifestCases = {
  'pod-placement': {
    fires: [
      {
        name: 'neither selector nor toleration',
        pod: nothing,
        message: /neither select virtual nodes nor tolerate/,
        remedy: /type: virtual-kubelet, kubernetes\.io\/os: linux.*\ntolerations: /,
      },
      {name: 'the same for Windows', pod: {...nothing, os: {name: 'windows'}}, message: /neither/, remedy: /kubernetes\.io\/os: windows/},
      {
        name: 'a Windows image alone',
        pod: nothing,
        container: {image: 'mcr.microsoft.com/windows/nanoserver:1809'},
        message: /neither/,
        remedy: /os: windows/,
      },
      {name: 'everything is tolerated', pod: {nodeSelector: undefined, ...tolerating({operator: 'Exists'})}, message: /neither/},
    ],
    quiet: [
      {name: 'only a selector', pod: {tolerations: undefined}, message: /names virtual nodes/},
      {name: 'the name of a virtual node', pod: {...nothing, nodeName: 'virtual-kubelet-linux-eastus'}, message: /names virtual nodes/},
      {name: 'only a toleration', pod: {nodeSelector: undefined}, message: /names virtual nodes/},
      {name: 'an affinity', pod: {...nothing, affinity: required(ofType)}, message: /names virtual nodes/},
      {
        name: 'a node by its name',
        pod: {...tolerating({operator: 'Exists'}), nodeSelector: undefined, nodeName: 'virtual-node'},
        message: /names/,
      },
    ],
  },
  'pod-toleration': {
    fires: [
      {name: 'none', pod: {tolerations: undefined}, message: /do not tolerate/, remedy: /virtual-kubelet\.io\/provider, operator: Exists/},
      {
        name: 'that of 2018',
        pod: tolerating({key: 'azure.com/aci', effect: 'NoSchedule'}),
        message: /before August 2018/,
        at: /azure\.com\/aci/,
      },
      {
        name: 'another value',
        pod: tolerating({key: 'virtual-kubelet.io/provider', value: 'aws'}),
        message: /another value or effect/,
        at: /provider/,
      },
      {
        name: 'another effect',
        pod: tolerating({key: 'virtual-kubelet.io/provider', operator: 'Exists', effect: 'NoExecute'}),
        message: /another value/,
      },
    ],
    quiet: [
      {
        name: 'the value azure',
        pod: tolerating({key: 'virtual-kubelet.io/provider', value: 'azure', effect: 'NoSchedule'}),
        message: /tolerate/,
      },
      {name: 'everything', pod: tolerating({operator: 'Exists'}), message: /tolerate/},
      {name: 'a node by its name', pod: {tolerations: undefined, nodeName: 'virtual-node'}, message: /name their node/},
      {name: 'not meant for virtual nodes', pod: nothing, verdict: 'skipped', message: /pod-placement/},
    ],
  },
  'pod-selector': {
    fires: [
      {
        name: 'only a toleration',
        pod: {nodeSelector: undefined},
        verdict: 'warning',
        message: /also on ordinary nodes/,
        remedy: /type: virtual-kubelet/,
      },
      {name: 'only the OS', pod: {nodeSelector: {'kubernetes.io/os': 'linux'}}, verdict: 'warning', message: /also on ordinary nodes/},
      {name: 'another type', pod: {nodeSelector: {type: 'gpu'}}, message: /type: gpu/, at: /type: gpu/},
      {
        name: 'an affinity for either type',
        pod: {nodeSelector: undefined, affinity: required({...ofType, values: ['virtual-kubelet', 'spot']})},
        message: /virtual-kubelet or spot/,
      },
    ],
    quiet: [
      {name: 'an affinity', pod: {nodeSelector: undefined, affinity: required(ofType)}, message: /select type/},
      {name: 'one node', pod: {nodeSelector: {'kubernetes.io/hostname': 'virtual-node-aci-linux'}}, message: /a single node/},
    ],
  },
  'os-selector': {
    fires: [
      {
        name: 'no OS',
        pod: {nodeSelector: {type: 'virtual-kubelet'}},
        verdict: 'warning',
        message: /do not select kubernetes\.io\/os\./,
        remedy: /os: linux/,
      },
      {
        name: 'no OS for Windows',
        pod: {nodeSelector: {type: 'virtual-kubelet'}, os: {name: 'windows'}},
        message: /os: windows\./,
        remedy: /os: windows/,
      },
      {name: 'no such OS', pod: {nodeSelector: {...selector, 'kubernetes.io/os': 'Windows'}}, message: /lower case/, at: /os: Windows/},
      {
        name: 'two that differ',
        pod: {...windows, os: {name: 'linux'}},
        message: /for linux \(os\.name\) but select windows/,
        at: /name: linux/,
      },
    ],
    quiet: [
      {name: 'Windows', pod: {...windows, os: {name: 'windows'}}, message: /select an operating system/},
      {name: 'the old label', pod: {nodeSelector: {type: 'virtual-kubelet', 'beta.kubernetes.io/os': 'linux'}}, message: /select/},
      {name: 'one node', pod: {nodeSelector: {type: 'virtual-kubelet', 'kubernetes.io/hostname': 'n'}}, message: /a single node/},
      {
        name: 'an affinity',
        pod: {nodeSelector: undefined, affinity: required(ofType, {key: 'kubernetes.io/os', operator: 'In', values: ['linux']})},
        message: /an operating system/,
      },
    ],
  },
  'os-label': {
    fires: [
      {
        name: 'the old label alone',
        pod: {nodeSelector: {type: 'virtual-kubelet', 'beta.kubernetes.io/os': 'linux'}},
        verdict: 'warning',
        message: /deprecated/,
        at: /beta\.kubernetes\.io\/os/,
      },
    ],
    quiet: [{name: 'both', pod: {nodeSelector: {...selector, 'beta.kubernetes.io/os': 'linux'}}, message: /do not depend/}],
  },
  'no-daemon-set': {
    fires: [
      {name: 'one that goes to virtual nodes', kind: 'DaemonSet', message: /a container group, for every virtual node/, at: /apiVersion/},
      {
        name: 'one that tolerates everything, and runs on ordinary nodes too',
        kind: 'DaemonSet',
        pod: {nodeSelector: undefined, ...tolerating({operator: 'Exists'})},
        message: /a container group, for every virtual node/,
      },
    ],
    quiet: ['Pod', 'ReplicaSet', 'StatefulSet', 'Job', 'CronJob', 'ReplicationController'].map(kind => ({
      name: kind,
      kind,
      message: /not a DaemonSet/,
    })),
  },
}
