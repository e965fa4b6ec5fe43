import {lease, node, nodeName, pod, podIP, release} from '../../objects.ts'
import type {Cases} from '../case.ts'

const notReady = (reason?: string, message?: string) =>
  node({
    status: {
      conditions: [{type: 'Ready', status: 'Unknown', ...(reason !== undefined && {reason}), ...(message !== undefined && {message})}],
    },
  })

export const nodeCases: Cases = {
  'node-left-behind': {
    fires: [
      {
        name: 'neither Deployment nor release',
        facts: {deployments: [], helm: undefined},
        message: /no Deployment and no Helm release/,
        remedy: `vkctl remove-connector --node ${nodeName} --resource-group g --name c`,
      },
    ],
    quiet: [
      {name: 'a release without a Deployment', facts: {deployments: []}, message: /registers it/},
      {name: 'a Deployment without a release', facts: {helm: undefined}, message: /registers it/},
      {name: 'nothing at all', facts: {node: undefined, deployments: [], helm: undefined}, verdict: 'skipped', message: /no node/},
    ],
  },
  'node-stays': {
    fires: [
      {
        name: 'a node that a finalizer keeps',
        facts: {node: {...node(), metadata: {...node().metadata, deletionTimestamp: '2026-11-23T11:00:00Z', finalizers: ['x/y']}}},
        message: /Somebody deleted the node \S+ at 2026-11-23T11:00:00Z\. The finalizer x\/y keeps it\.$/,
        remedy:
          /finalizer finish.*\nkubectl patch node \S+ --type merge --patch '.*'\nkubectl rollout restart deployment \S+ --namespace vk$/,
      },
    ],
    quiet: [
      {name: 'one that nobody deleted', message: /Nobody deleted/},
      {name: 'no node', facts: {node: undefined}, verdict: 'skipped', message: /no node/},
    ],
  },
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
        remedy: `kubectl rollout restart deployment ${release} --namespace vk`,
      },
      {name: 'one that says no reason', facts: {node: notReady()}, message: /is not Ready\.$/},
      {name: 'a node without the condition', facts: {node: node({status: {}})}, message: /has no Ready condition\.$/},
    ],
    quiet: [{name: 'a node that is Ready', message: /is Ready/}],
  },
  'lease-fresh': {
    fires: [
      {name: 'no lease', facts: {lease: undefined}, message: /no lease/},
      {name: 'a lease that nobody renewed', facts: {lease: {...lease(), spec: {}}}, message: /no lease/},
      {name: 'a lease beyond its end', facts: {lease: lease('2026-11-23T11:59:19Z')}, message: /41 s ago\. The lease expires after 40 s/},
      {name: 'a time that is none', facts: {lease: lease('soon')}, message: /lease/},
    ],
    quiet: [
      {name: 'a lease at its end', facts: {lease: lease('2026-11-23T11:59:20Z')}, message: /40 s ago/},
      {name: 'a lease of its own length', facts: {lease: lease('2026-11-23T11:59:00Z', 61)}, message: /60 s ago/},
      {name: 'a clock that is a little behind', facts: {lease: lease('2026-11-23T12:00:03Z')}, message: /0 s ago/},
    ],
  },
  'node-address': {
    fires: [
      {
        name: 'the address of a pod of before',
        facts: {node: node({status: {addresses: [{type: 'InternalIP', address: '10.1.0.6'}]}})},
        message: /has the address 10\.1\.0\.6, but the pod of the connector has 10\.1\.0\.7\./,
        remedy: `kubectl rollout restart deployment ${release} --namespace vk`,
      },
      {
        name: 'no address but a host name',
        facts: {node: node({status: {addresses: [{type: 'Hostname', address: podIP}]}})},
        message: /has no address, but the pod/,
      },
      {name: 'no Deployment to restart', facts: {deployments: [], node: node({status: {}})}, message: /has no address/, remedy: ''},
    ],
    quiet: [
      {name: 'the same', message: /Both have 10\.1\.0\.7/},
      {
        name: 'that of the ready one of two pods',
        facts: {pods: [pod({name: 'old', deleting: true, status: {podIP: '10.1.0.6'}}), pod()]},
        message: /Both have/,
      },
      {name: 'no ready pod', facts: {pods: [pod({ready: false})]}, verdict: 'skipped', message: /is ready$/},
    ],
  },
  'node-schedulable': {
    fires: [
      {
        name: 'a node that somebody cordoned',
        facts: {node: node({spec: {unschedulable: true}})},
        message: /Somebody cordoned/,
        remedy: `kubectl uncordon ${nodeName}`,
      },
      {
        name: 'a node that a removal cordoned',
        facts: {
          node: {
            ...node({spec: {unschedulable: true}}),
            metadata: {name: nodeName, managedFields: [{manager: 'vkctl', fieldsV1: {'f:spec': {'f:unschedulable': {}}}}]},
          },
        },
        message: /A removal that was interrupted cordoned/,
        remedy: /^To keep the connector:\nvkctl install-connector .*\nTo remove it:\nvkctl remove-connector /,
      },
    ],
    quiet: [{name: 'one that is not', message: /not cordoned/}],
  },
}
