import {lease, node, nodeName, release} from '../../objects.ts'
import type {Cases} from '../case.ts'

const notReady = (reason?: string, message?: string) =>
  node({
    status: {
      conditions: [{type: 'Ready', status: 'Unknown', ...(reason !== undefined && {reason}), ...(message !== undefined && {message})}],
    },
  })
const windowsLabels = {
  type: 'virtual-kubelet',
  'kubernetes.io/role': 'agent',
  'kubernetes.io/os': 'windows',
  'beta.kubernetes.io/os': 'windows',
}

export const nodeCases: Cases = {
  'node-ready': {
    fires: [
      {
        name: 'no node',
        facts: {node: undefined},
        message: /does not exist/,
        remedy: `kubectl rollout restart deployment ${release} --namespace vk`,
      },
      {name: 'no node, and no connector either', facts: {node: undefined, deployments: []}, message: /does not exist/, remedy: ''},
      {
        name: 'a node that is not Ready',
        facts: {node: notReady('NodeStatusUnknown', 'Kubelet stopped posting node status.')},
        message: /not Ready \(NodeStatusUnknown: Kubelet stopped/,
        remedy: `kubectl describe node ${nodeName}`,
      },
      {name: 'one that says no reason', facts: {node: notReady()}, message: /is not Ready\.$/},
      {name: 'a node without the condition', facts: {node: node({status: {}})}, message: /without a Ready condition\.$/},
    ],
    quiet: [{name: 'a node that is Ready', message: /is Ready/}],
  },
  'lease-fresh': {
    fires: [
      {name: 'no lease', facts: {lease: undefined}, message: /no lease/},
      {name: 'a lease that nobody renewed', facts: {lease: {...lease(), spec: {}}}, message: /no lease/},
      {name: 'a lease beyond its end', facts: {lease: lease('2026-11-23T11:59:19Z')}, message: /41 s ago; it holds for 40 s/},
      {name: 'a time that is none', facts: {lease: lease('soon')}, message: /lease/},
    ],
    quiet: [
      {name: 'a lease at its end', facts: {lease: lease('2026-11-23T11:59:20Z')}, message: /40 s ago/},
      {name: 'a lease of its own length', facts: {lease: lease('2026-11-23T11:59:00Z', 61)}, message: /60 s ago/},
      {name: 'a clock that is a little behind', facts: {lease: lease('2026-11-23T12:00:03Z')}, message: /0 s ago/},
    ],
  },
  'node-labels': {
    fires: [
      {name: 'labels of the other OS', subject: {osType: 'Windows'}, message: /kubernetes.io\/os=windows/},
      {name: 'no taint', facts: {node: node({spec: {}})}, verdict: 'warning', message: /ordinary pods may be placed/},
      {name: 'neither taint nor labels', facts: {node: node({spec: {}, labels: {}})}, message: /label type=virtual-kubelet.*taint/},
    ],
    quiet: [
      {
        name: 'Windows as it should be',
        subject: {osType: 'Windows'},
        facts: {node: node({labels: windowsLabels})},
        message: /as they should be/,
      },
      {name: 'no node', facts: {node: undefined}, verdict: 'skipped', message: /no node/},
    ],
  },
}
