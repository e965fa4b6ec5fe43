import type {DeploymentObject} from '../../../../../src/lib/kubernetes/objects.ts'
import {deployment, node, nodeName} from '../../objects.ts'
import type {Cases} from '../case.ts'

const windowsLabels = {
  type: 'virtual-kubelet',
  'kubernetes.io/role': 'agent',
  'kubernetes.io/os': 'windows',
  'beta.kubernetes.io/os': 'windows',
}

const taints = [{key: 'virtual-kubelet.io/provider', value: 'azure', effect: 'NoSchedule'}]

const without = (arg: string): DeploymentObject => ({...deployment(), spec: {template: {spec: {containers: [{args: [arg]}]}}}})

export const nodeRegistrationCases: Cases = {
  'node-labels': {
    fires: [
      {name: 'labels of the other OS', subject: {osType: 'Windows'}, message: /kubernetes.io\/os=windows/},
      {
        name: 'no taint',
        facts: {node: node({spec: {}})},
        message: /Other pods can be placed/,
        remedy: `kubectl taint node ${nodeName} virtual-kubelet.io/provider=azure:NoSchedule`,
      },
      {
        name: 'a label that somebody removed',
        facts: {node: node({labels: {...windowsLabels, 'kubernetes.io/os': 'linux'}})},
        message: /lacks label beta.kubernetes.io\/os=linux/,
        remedy: `kubectl label node ${nodeName} --overwrite beta.kubernetes.io/os=linux`,
      },
      {
        name: 'a connector that sets no taint',
        facts: {node: node({spec: {}}), deployments: [without('--disable-taint')]},
        verdict: 'warning',
        message: /no taint that keeps other pods away \(--disable-taint\)\. Any pod/,
        remedy: /kubectl taint node \S+ virtual-kubelet\.io\/provider=azure:NoSchedule$/,
      },
      {name: 'neither taint nor labels', facts: {node: node({spec: {}, labels: {}})}, message: /label type=virtual-kubelet.*taint/},
    ],
    quiet: [
      {
        name: 'Windows as it should be',
        subject: {osType: 'Windows'},
        facts: {node: node({labels: windowsLabels})},
        message: /has the expected labels and taint/,
      },
      {
        name: 'another taint in place of the usual one',
        facts: {node: node({spec: {taints: [{key: 'team', effect: 'NoSchedule'}]}}), deployments: [without('--disable-taint')]},
        message: /has the expected labels and taint/,
      },
      {name: 'no node', facts: {node: undefined}, verdict: 'skipped', message: /no node/},
    ],
  },
  'node-taints': {
    fires: [
      {
        name: 'a taint of somebody else',
        facts: {
          node: node({spec: {taints: [...taints, {key: 'team', value: 'a', effect: 'NoSchedule'}, {key: 'x', effect: 'NoExecute'}]}}),
        },
        message: /also has the taint team=a:NoSchedule, x:NoExecute/,
        remedy: `kubectl taint node ${nodeName} team=a:NoSchedule- x:NoExecute-`,
      },
    ],
    quiet: [
      {
        name: 'taints by which Kubernetes shows states',
        facts: {node: node({spec: {taints: [...taints, {key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule'}]}})},
        message: /no other taint/,
      },
      {
        name: 'a taint that keeps nothing away',
        facts: {node: node({spec: {taints: [...taints, {key: 'team', effect: 'PreferNoSchedule'}]}})},
        message: /no other taint/,
      },
      {name: 'no node', facts: {node: undefined}, verdict: 'skipped', message: /no node/},
    ],
  },
  'node-excluded': {
    fires: [
      {
        name: 'no label',
        facts: {node: node({labels: {}})},
        verdict: 'warning',
        message: /lacks the label/,
        remedy: `kubectl label node ${nodeName} node.kubernetes.io/exclude-from-external-load-balancers=true`,
      },
    ],
    quiet: [
      {
        name: 'the label without a value',
        facts: {node: node({labels: {'node.kubernetes.io/exclude-from-external-load-balancers': ''}})},
        message: /has the label/,
      },
    ],
  },
  'node-routes': {
    fires: [
      {name: 'no label', facts: {node: node({labels: {}})}, verdict: 'warning', message: /managed=false/},
      {
        name: 'another value',
        facts: {node: node({labels: {'kubernetes.azure.com/managed': 'true'}})},
        verdict: 'warning',
        message: /managed=false/,
        remedy: `kubectl label node ${nodeName} kubernetes.azure.com/managed=false --overwrite`,
      },
    ],
    quiet: [{name: 'the label', message: /has the label/}],
  },
  'node-version': {
    fires: [
      {
        name: 'a connector of 2019',
        facts: {node: node({status: {nodeInfo: {kubeletVersion: 'v1.13.1-vk-v0.9.0-1-g7b92d1ee-dev'}}})},
        verdict: 'warning',
        message: /v1\.13\.1-vk-v0\.9\.0-1-g7b92d1ee-dev, which is not an azure-aci version/,
      },
    ],
    quiet: [
      {name: 'azure-aci 1.6', message: /^azure-aci 1\.6\.4; v1\.25\.0 is a constant/},
      {
        name: 'azure-aci 1.4',
        facts: {node: node({status: {nodeInfo: {kubeletVersion: 'v1.19.10-vk-azure-aci-1.4.5'}}})},
        message: /^azure-aci 1\.4\.5; v1\.19\.10/,
      },
      {
        name: 'a build without a version',
        facts: {node: node({status: {nodeInfo: {kubeletVersion: 'v1.25.0-vk-azure-aci-N/A'}}})},
        message: /N\/A/,
      },
      {name: 'a node that has not told yet', facts: {node: node({status: {}})}, verdict: 'skipped', message: /shows no version/},
    ],
  },
}
