import type {NodePool} from '../../../../../../src/lib/azure/resources/cluster-profile.ts'
import type {DeploymentObject, NodeObject, PodObject} from '../../../../../../src/lib/kubernetes/objects.ts'
import {aksNode, deployment, pod} from '../../../objects.ts'
import {cluster} from '../../../well.ts'
import type {Cases} from '../../case.ts'

type Spec = NonNullable<NonNullable<NonNullable<DeploymentObject['spec']>['template']>['spec']>

/** As vkctl's chart has it. */
const usual: Spec = {
  priorityClassName: 'system-node-critical',
  tolerations: [{key: 'CriticalAddonsOnly', operator: 'Exists'}],
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          {
            matchExpressions: [
              {key: 'kubernetes.azure.com/cluster', operator: 'Exists'},
              {key: 'type', operator: 'NotIn', values: ['virtual-kubelet']},
              {key: 'kubernetes.io/os', operator: 'In', values: ['linux']},
              {key: 'kubernetes.io/arch', operator: 'In', values: ['amd64']},
            ],
          },
        ],
      },
    },
  },
  containers: [{resources: {requests: {cpu: '100m', memory: '128Mi'}}}],
}
const rendered = (more: Spec = {}): readonly DeploymentObject[] => [{...deployment(), spec: {template: {spec: {...usual, ...more}}}}]
const deployments = rendered()
const taints = (...keys: readonly string[]): NodeObject['spec'] => ({
  taints: keys.map(key => ({key, value: 'spot', effect: 'NoSchedule'})),
})
const spotTaint = 'kubernetes.azure.com/scalesetpriority'
const spot = aksNode({name: 'spot', spec: taints(spotTaint)})
const arm = aksNode({name: 'arm', labels: {'kubernetes.io/arch': 'arm64'}})
const windows = aksNode({name: 'win', labels: {'kubernetes.io/os': 'windows'}})
const cordoned = aksNode({
  name: 'cordoned',
  spec: {unschedulable: true, taints: [{key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule'}]},
})
const lost = aksNode({name: 'lost', spec: {taints: [{key: 'node.kubernetes.io/unreachable', effect: 'NoExecute'}]}})
const addPool = 'az aks nodepool add --resource-group g --cluster-name c --nodepool-name NAME --node-count 1 --node-vm-size Standard_D2s_v5'

const pool = (changes: Partial<NodePool> = {}): NodePool => ({
  name: 'user',
  osType: 'Linux',
  vmSizes: ['Standard_D4s_v5'],
  count: 0,
  maxCount: 3,
  stopped: false,
  taints: [],
  labels: {},
  ...changes,
})
const withPool = (changes: Partial<NodePool> = {}) => ({deployments, nodes: [arm], cluster: {...cluster, nodePools: [pool(changes)]}})

const pending = (message: string): PodObject =>
  pod({status: {phase: 'Pending', conditions: [{type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message}]}})

const again = 'vkctl install-connector --connector-name virtual-kubelet --os-type Linux --location eastus --namespace vk'

export const connectorNodesCases: Cases = {
  'node-for-connector': {
    fires: [
      {
        name: 'the taint of spot nodes',
        facts: {deployments, nodes: [spot]},
        message:
          /^No node of the cluster can run the pod of the connector \(spot: the taint kubernetes\.azure\.com\/scalesetpriority=spot:NoSchedule\)\.$/,
        remedy: `To let the connector run on spot, pass a file with tolerations: [{key: CriticalAddonsOnly, operator: Exists}, {key: ${spotTaint}, value: "spot", effect: NoSchedule}]\n${again} --set-values FILE --resource-group g --name c\nOr add a node pool for Linux on amd64:\n${addPool}`,
      },
      {
        name: 'only Arm and Windows',
        facts: {deployments, nodes: [arm, {...arm, metadata: {...arm.metadata, name: 'arm2'}}, windows]},
        message: /\(arm, arm2: the label kubernetes\.io\/arch=arm64; win: the label kubernetes\.io\/os=windows\)\.$/,
        remedy: `Add a node pool for Linux on amd64:\n${addPool}`,
      },
      {
        name: 'a cordoned node',
        facts: {deployments, nodes: [cordoned]},
        message: /\(cordoned: cordoned\)/,
        remedy: /^If the node is no longer in maintenance:\nkubectl uncordon cordoned\n/,
      },
      {
        name: 'a node that is not ready, and a taint that ends pods',
        facts: {deployments, nodes: [lost, aksNode({name: 'x', spec: {taints: [{key: 'drain', effect: 'NoExecute'}]}})]},
        message: /\(lost: not ready; x: the taint drain:NoExecute\)/,
        remedy:
          /^Find out why the node is not ready:\nkubectl describe node lost\nTo let the connector run on x,.*\{key: drain, operator: Exists, effect: NoExecute\}\]/,
      },
      {
        name: 'a node selector that nobody meets',
        facts: {deployments: rendered({nodeSelector: {pool: 'system'}}), nodes: [aksNode()]},
        message: /no label pool=system/,
      },
      {
        name: 'nodes that are too small',
        facts: {deployments: rendered({containers: [{resources: {limits: {memory: '64Gi'}}}]}), nodes: [aksNode()]},
        message: /too little memory/,
        remedy: /^Make room on a node, or pass a file with lower resources\.requests:\n/,
      },
      {
        name: 'a full node',
        facts: {deployments, nodes: [aksNode({name: 'full'})], usedOnNodes: [{nodeName: 'full', used: {cpu: 1.85, pods: 3}}]},
        message: /full: too little cpu/,
      },
      {name: 'no nodes', facts: {deployments, nodes: []}, message: /^The cluster has no nodes\.$/},
      {
        name: 'a pool that can grow',
        facts: withPool(),
        verdict: 'warning',
        message: /It has to wait until a node comes: the cluster autoscaler can add a node to the pool user\.$/,
      },
      {
        name: 'node auto-provisioning',
        facts: {deployments, nodes: [arm], cluster: {...cluster, nodeAutoProvisioning: true}},
        verdict: 'warning',
        message: /node auto-provisioning can add a node\.$/,
      },
      {name: 'a pool that is as large as it may be', facts: withPool({count: 3}), message: /arch=arm64\)\.$/},
      {name: 'a pool of Arm machines', facts: withPool({vmSizes: ['Standard_D4ps_v5']}), message: /arch=arm64\)\.$/},
      {name: 'a pool of Windows nodes', facts: withPool({osType: 'Windows'}), message: /arch=arm64\)\.$/},
      {name: 'a pool of spot nodes', facts: withPool({taints: [`${spotTaint}=spot:NoSchedule`]}), message: /arch=arm64\)\.$/},
      {name: 'a stopped pool', facts: withPool({stopped: true}), message: /arch=arm64\)\.$/},
      {name: 'a pool that nobody scales', facts: withPool({maxCount: undefined}), message: /arch=arm64\)\.$/},
      {
        name: 'a connector that works and stays as it is',
        facts: {deployments, nodes: [cordoned], keepsPod: true},
        verdict: 'warning',
        message: /Its pod runs, but would not start again\.$/,
      },
    ],
    quiet: [
      {name: 'one good node among others', facts: {deployments, nodes: [spot, arm, aksNode({name: 'good'})]}, message: /^good can run it$/},
      {
        name: 'a taint that is tolerated',
        facts: {
          deployments,
          nodes: [aksNode({name: 'system', spec: {taints: [{key: 'CriticalAddonsOnly', value: 'true', effect: 'NoSchedule'}]}})],
        },
        message: /^system can run it$/,
      },
      {
        name: 'a full node beside one with room',
        facts: {
          deployments,
          nodes: [aksNode({name: 'full'}), aksNode({name: 'free'})],
          usedOnNodes: [{nodeName: 'full', used: {cpu: 1.9}}],
        },
        message: /^free can run it$/,
      },
      {name: 'no Deployment', facts: {deployments: []}, verdict: 'skipped', message: /renders no Deployment/},
    ],
  },
  'pod-scheduled': {
    fires: [
      {
        name: 'no node has room',
        facts: {pods: [pending('0/3 nodes are available: 3 Insufficient cpu.')]},
        message: /for the pod connector-1: 0\/3 nodes are available: 3 Insufficient cpu\.$/,
        remedy: /^Make room on a node/,
      },
      {
        name: 'a taint, which kube-scheduler does not name',
        facts: {deployments, nodes: [spot], pods: [pending('0/1 nodes are available: 1 node(s) had untolerated taint(s).')]},
        message: /untolerated taint\(s\)\. The nodes have: spot: the taint kubernetes\.azure\.com\/scalesetpriority=spot:NoSchedule\.$/,
        remedy: new RegExp(
          `tolerations: \\[.*${spotTaint}.*\n${again} --set-values FILE .*\nOr add a node pool for Linux on amd64:\n${addPool}$`,
        ),
      },
    ],
    quiet: [
      {
        name: 'a scheduled pod',
        facts: {pods: [pod({status: {conditions: [{type: 'PodScheduled', status: 'True'}]}})]},
        message: /No pod waits/,
      },
      {name: 'a pod that the scheduler has not seen yet', facts: {pods: [pod({status: {phase: 'Pending'}})]}, message: /No pod waits/},
      {name: 'no pod', facts: {pods: []}, message: /no pod/},
    ],
  },
}
