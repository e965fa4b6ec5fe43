import type {NodeObject, PodObject} from '../../../../../../src/lib/kubernetes/objects.ts'
import {node, nodeName, workload} from '../../../objects.ts'
import type {Case, Cases} from '../../case.ts'

type Spec = NonNullable<PodObject['spec']>
const tolerations: Spec['tolerations'] = [{key: 'virtual-kubelet.io/provider', operator: 'Exists'}]
const nodeSelector = {type: 'virtual-kubelet'}
/** A pod that is so new that kube-scheduler has not looked at it. */
const waiting = (spec: Spec, name = 'web'): PodObject =>
  workload({name, spec, status: {phase: 'Pending'}, metadata: {creationTimestamp: '2026-11-23T11:59:45Z'}})
const refused = (spec: Spec, message: string, reason = 'Unschedulable'): PodObject =>
  workload({name: 'web', spec, status: {phase: 'Pending', conditions: [{type: 'PodScheduled', status: 'False', reason, message}]}})
/** A pod that needs everything right, with something more. */
const asked = (more: Spec): Spec => ({nodeSelector, tolerations, ...more})
const sized = (resource: string, quantity: string): Spec =>
  asked({containers: [{name: 'web', resources: {requests: {[resource]: quantity}}}]})
const offering = node({status: {allocatable: {cpu: '10', memory: '4Ti', pods: '5000'}}})
const hostname = 'kubernetes.io/hostname'
const named = node({labels: {type: 'virtual-kubelet', [hostname]: nodeName}})
const byHost = [{topologyKey: hostname}]
const full =
  '0/2 nodes are available: 2 Insufficient ephemeral-storage. preemption: 0/2 nodes are available: 2 No preemption victims found.'
const windowsNode: NodeObject = {
  ...node({labels: {type: 'virtual-kubelet', 'kubernetes.io/os': 'windows'}}),
  metadata: {name: 'windows', labels: {type: 'virtual-kubelet', 'kubernetes.io/os': 'windows'}},
}

const tainted = (key: string): NodeObject => node({spec: {taints: [{key, effect: 'NoSchedule'}]}})
const affinity = (key: string, operator: string, values?: readonly string[]): NonNullable<Spec['affinity']> => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{matchExpressions: [{key, operator, ...(values !== undefined && {values})}]}],
    },
  },
})

const virtualOrOthers: Spec['affinity'] = {
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [
        {matchExpressions: [{key: 'type', operator: 'In', values: ['virtual-kubelet']}]},
        {matchExpressions: [{key: 'agentpool', operator: 'Exists'}]},
      ],
    },
  },
}

const fits = (name: string, spec: Spec, virtualNodes: readonly NodeObject[] = [node()]): Case => ({
  name,
  facts: {pendingPods: [waiting(spec)], virtualNodes},
  message: /^Every pod for virtual nodes/,
})

export const pendingPodsCases: Cases = {
  'pods-placeable': {
    fires: [
      {
        name: 'no toleration',
        facts: {pendingPods: [waiting({nodeSelector})]},
        message: new RegExp(
          `^Pod default/web cannot be placed on a virtual node: the taint virtual-kubelet.io/provider=azure:NoSchedule of ${nodeName} is not tolerated\\. kube-scheduler has said nothing about it\\.$`,
        ),
        remedy: /vkctl sample\.$/,
      },
      {
        name: 'a toleration of another value',
        facts: {pendingPods: [waiting({nodeSelector, tolerations: [{key: 'virtual-kubelet.io/provider', value: 'aws'}]})]},
        message: /is not tolerated/,
      },
      {
        name: 'a toleration of another effect',
        facts: {pendingPods: [waiting({nodeSelector, tolerations: [{operator: 'Exists', effect: 'NoExecute'}]})]},
        message: /is not tolerated/,
      },
      {
        name: 'a sample of 2018, which only tolerates the taint of then',
        facts: {pendingPods: [waiting({tolerations: [{key: 'azure.com/aci', operator: 'Equal', value: '', effect: 'NoSchedule'}]})]},
        verdict: 'warning',
        message: /is not tolerated/,
      },
      {
        name: 'a label that the node nearest to it lacks',
        facts: {
          pendingPods: [waiting({nodeSelector: {...nodeSelector, 'kubernetes.io/os': 'windows', zone: '1'}, tolerations})],
          virtualNodes: [node(), windowsNode],
        },
        message: /node: windows lacks the label zone=1\. kube-scheduler/,
      },
      {
        name: 'a cordoned node of the kind that it asks for, beside one of another kind',
        facts: {
          pendingPods: [waiting({nodeSelector: {...nodeSelector, 'kubernetes.io/os': 'windows'}, tolerations})],
          virtualNodes: [node(), {...windowsNode, spec: {unschedulable: true, taints: [{key: 'other', effect: 'NoSchedule'}]}}],
        },
        message: /node: windows is cordoned, the taint other:NoSchedule of windows is not tolerated\. kube/,
      },
      {
        name: 'a node affinity that does not hold',
        facts: {pendingPods: [waiting({tolerations, affinity: affinity('type', 'NotIn', ['virtual-kubelet'])})]},
        verdict: 'warning',
        message: /has the label type=virtual-kubelet, which the node affinity excludes/,
      },
      {
        name: 'only virtual nodes by affinity, and no toleration',
        facts: {pendingPods: [waiting({affinity: affinity('type', 'In', ['virtual-kubelet'])})]},
        message: /is not tolerated/,
      },
      {
        name: 'a cordoned node',
        facts: {
          pendingPods: [waiting({nodeSelector, tolerations})],
          virtualNodes: [node({spec: {unschedulable: true, taints: [{key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule'}]}})],
        },
        message: new RegExp(`node: ${nodeName} is cordoned\\. kube`),
      },
      {
        name: 'a node that is not ready',
        facts: {pendingPods: [waiting({nodeSelector, tolerations})], virtualNodes: [tainted('node.kubernetes.io/unreachable')]},
        message: new RegExp(`node: ${nodeName} is not ready\\. kube`),
      },
      {
        name: 'a resource that no virtual node offers',
        facts: {pendingPods: [refused(sized('ephemeral-storage', '10Gi'), full)], virtualNodes: [offering]},
        message:
          /node: \S+ offers no ephemeral-storage\. kube-scheduler says: 0\/2 nodes are available: 2 Insufficient ephemeral-storage\. preemption/,
        remedy: 'Remove ephemeral-storage from requests and limits: virtual nodes offer cpu, memory and pods.',
      },
      {
        name: 'more than the node shows',
        facts: {pendingPods: [refused(sized('cpu', '11'), '0/1 nodes are available: 1 Insufficient cpu.')], virtualNodes: [offering]},
        message: /has too little cpu/,
        remedy: /^Lower the request for cpu, or raise/,
      },
      {
        name: 'an anti-affinity that only kube-scheduler can judge',
        facts: {
          pendingPods: [
            refused(
              asked({affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: byHost}}}),
              "0/1 nodes are available: 1 node(s) didn't match pod anti-affinity rules.",
            ),
          ],
          virtualNodes: [named],
        },
        message:
          /^Pod default\/web cannot be placed on a virtual node\. kube-scheduler says: 0\/1 nodes are available: 1 node\(s\) didn't match pod anti/,
        remedy: /^Make the pod anti-affinity by kubernetes\.io\/hostname preferred/,
      },
      {
        name: 'near others in a zone, which virtual nodes are in none of',
        facts: {
          pendingPods: [
            waiting(asked({affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: 'zone'}]}}})),
          ],
        },
        message: /lacks the label zone/,
        remedy: /^Remove the pod affinity by zone/,
      },
      {
        name: 'spread over zones',
        facts: {
          pendingPods: [refused(asked({topologySpreadConstraints: [{topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule'}]}), 'no.')],
        },
        message: /lacks the label zone\. kube-scheduler says: no\.$/,
        remedy: /^Set whenUnsatisfiable: ScheduleAnyway for the spreading by zone/,
      },
      {
        name: 'a scheduling gate',
        facts: {
          pendingPods: [refused(asked({schedulingGates: [{name: 'quota.example/wait'}]}), 'Scheduling is blocked', 'SchedulingGated')],
        },
        message: /it has the scheduling gate quota\.example\/wait\. kube-scheduler says: Scheduling is blocked\.$/,
        remedy: /has to remove it from spec\.schedulingGates\.$/,
      },
      {
        name: 'another scheduler',
        facts: {pendingPods: [waiting(asked({schedulerName: 'volcano'}))]},
        message: /it waits for the scheduler volcano/,
        remedy: /the scheduler volcano runs/,
      },
      {
        name: 'devices',
        facts: {pendingPods: [waiting(asked({resourceClaims: [{name: 'gpu'}]}))]},
        message: /resourceClaims/,
        remedy: 'Remove resourceClaims.',
      },
      {
        name: 'a claim that is not bound, and a port of the node',
        facts: {
          pendingPods: [
            refused(
              asked({
                volumes: [{name: 'data', persistentVolumeClaim: {claimName: 'data-web-0'}}],
                containers: [{name: 'web', ports: [{hostPort: 80}]}],
              }),
              '0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims.',
            ),
          ],
        },
        message: /node\. kube-scheduler says: 0\/2 nodes are available: pod has unbound/,
        remedy: /^Replace the claim data-web-0 with .*\nRemove hostPort/,
      },
      {
        name: 'a reason that only kube-scheduler knows',
        facts: {pendingPods: [refused(asked({}), '0/1 nodes are available: 1 Insufficient cpu.')]},
        message:
          /^Pod default\/web cannot be placed on a virtual node\. kube-scheduler says: 0\/1 nodes are available: 1 Insufficient cpu\.$/,
        remedy: 'To see what happened to the pod:\nvkctl why web --namespace default --resource-group g --name c',
      },
      {
        name: 'a pod that nobody has looked at for an hour',
        facts: {pendingPods: [workload({spec: asked({}), status: {phase: 'Pending'}})]},
        message: /node\. kube-scheduler has said nothing about it\.$/,
        remedy: /\nvkctl why /,
      },
      {
        name: 'no virtual node at all, for more pods than are named',
        facts: {pendingPods: ['a', 'b', 'c', 'd'].map(name => waiting({nodeSelector, tolerations}, name)), virtualNodes: []},
        message: /^Pods default\/a, default\/b, default\/c and 1 more cannot be placed on a virtual node: there is no virtual node\. kube/,
        remedy: 'Install a connector with vkctl install-connector.',
      },
    ],
    quiet: [
      fits('a pod that fits, and has not been placed yet', {nodeSelector, tolerations}),
      fits('a toleration of everything', {nodeSelector, tolerations: [{operator: 'Exists'}]}),
      fits('one by value', {nodeSelector, tolerations: [{key: 'virtual-kubelet.io/provider', value: 'azure', effect: 'NoSchedule'}]}),
      fits('one node of two', {nodeSelector: {...nodeSelector, 'kubernetes.io/os': 'windows'}, tolerations}, [node(), windowsNode]),
      fits('affinities that hold', {tolerations, affinity: affinity('type', 'Exists')}),
      fits('one for what is not there', {tolerations, affinity: affinity('gpu', 'DoesNotExist')}),
      fits('a taint that only asks', {nodeSelector}, [node({spec: {taints: [{key: 'a', effect: 'PreferNoSchedule'}]}})]),
      fits('what the node offers', sized('cpu', '10'), [offering]),
      fits(
        'an anti-affinity that nobody has judged',
        asked({affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: byHost}}}),
        [named],
      ),
      fits('a pod for other nodes', {nodeSelector: {agentpool: 'gpu'}}),
      fits('a pod for virtual nodes or others', {affinity: virtualOrOthers}),
      fits('a pod for all nodes', {tolerations: [{operator: 'Exists'}]}, []),
      {
        name: 'one that is deleted',
        facts: {pendingPods: [workload({spec: {nodeSelector}, metadata: {deletionTimestamp: '2026-11-23T11:59:59Z'}})]},
        message: /^Every pod for virtual nodes/,
      },
    ],
  },
}
