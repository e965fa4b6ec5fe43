import type {PodObject} from '../../../../../../src/lib/kubernetes/objects.ts'
import {workload} from '../../../objects.ts'
import type {Cases} from '../../case.ts'

const daemonPod = (changes: Parameters<typeof workload>[0] = {}): PodObject =>
  workload({name: 'agent-1', ...changes, metadata: {ownerReferences: [{kind: 'DaemonSet', name: 'agent', uid: 'u'}]}})

export const daemonPodsCases: Cases = {
  'daemon-pods': {
    fires: [
      {
        name: 'it runs',
        facts: {podsOnNode: [workload(), daemonPod()]},
        verdict: 'warning',
        message: /^Pod default\/agent-1 is part of a DaemonSet.*costs money\.$/,
        remedy: 'Add a node affinity to the DaemonSet default/agent: key type, operator NotIn, value virtual-kubelet.',
      },
      {
        name: 'it is refused',
        facts: {
          podsOnNode: [daemonPod(), daemonPod({name: 'b', status: {reason: 'ProviderFailed', message: 'unsupported type hostPath'}})],
        },
        message: /^Pods default\/agent-1, default\/b are part of a DaemonSet .*: unsupported type hostPath$/,
      },
    ],
    quiet: [
      {
        name: 'pods of a ReplicaSet',
        facts: {podsOnNode: [workload({metadata: {ownerReferences: [{kind: 'ReplicaSet', name: 'r', uid: 'u'}]}})]},
        message: /No DaemonSet/,
      },
      {
        name: 'a DaemonSet that is for virtual nodes',
        facts: {podsOnNode: [daemonPod({spec: {nodeSelector: {type: 'virtual-kubelet'}}})]},
        message: /No DaemonSet/,
      },
    ],
  },
}
