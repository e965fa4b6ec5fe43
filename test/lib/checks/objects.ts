import type {DeploymentObject, LeaseObject, NodeObject, PodObject} from '../../../src/lib/kubernetes/objects.ts'

// A connector that is well, as the cluster shows it. Tests change what they are about.

export const release = 'virtual-kubelet-linux-eastus'
export const nodeName = `virtual-kubelet-${release}`
/** Of the pod, and so of the node. */
export const podIP = '10.1.0.7'
export const now = new Date('2026-11-23T12:00:00Z')

export function deployment(
  status: DeploymentObject['status'] = {observedGeneration: 1, updatedReplicas: 1, readyReplicas: 1},
): DeploymentObject {
  const args = ['--nodename', nodeName, '--os', 'Linux', '--client-verify-ca=/etc/ca.crt']
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: release,
      namespace: 'vk',
      generation: 1,
      labels: {'app.kubernetes.io/name': 'aci-connector', 'app.kubernetes.io/instance': release},
    },
    spec: {
      replicas: 1,
      template: {spec: {containers: [{image: 'registry/virtual-kubelet:1.6.4', args}]}},
    },
    status: status ?? {},
  }
}

export interface PodTraits {
  readonly name?: string
  readonly ready?: boolean
  readonly restarts?: number
  readonly phase?: string
  readonly deleting?: boolean
  readonly startedAt?: string
  readonly status?: PodObject['status']
}

const containers = [{name: 'connector', args: ['--nodename', nodeName]}]

export function pod({
  name = 'connector-1',
  ready = true,
  restarts = 0,
  phase = 'Running',
  deleting = false,
  startedAt = '2026-11-23T11:00:00Z',
  status,
}: PodTraits = {}): PodObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name, namespace: 'vk', uid: `uid-of-${name}`, ...(deleting && {deletionTimestamp: '2026-11-23T11:59:59Z'})},
    spec: {containers},
    status: status ?? {
      phase,
      podIP,
      conditions: [{type: 'Ready', status: ready ? 'True' : 'False'}],
      containerStatuses: [{name: 'connector', ready, restartCount: restarts, state: {running: {startedAt}}}],
    },
  }
}

/** A pod of somebody's, on the node or waiting for one. */
export function workload(
  changes: {
    readonly name?: string
    readonly metadata?: Partial<PodObject['metadata']>
    readonly spec?: PodObject['spec']
    readonly status?: PodObject['status']
  } = {},
): PodObject {
  const {name = 'web', metadata, spec, status} = changes
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name, namespace: 'default', uid: `uid-of-${name}`, creationTimestamp: '2026-11-23T11:00:00Z', ...metadata},
    spec: spec ?? {},
    status: status ?? {phase: 'Running', podIP: '20.1.2.3'},
  }
}

export function node(
  changes: {
    readonly labels?: Readonly<Record<string, string>>
    readonly spec?: NodeObject['spec']
    readonly status?: NodeObject['status']
  } = {},
): NodeObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: nodeName,
      labels: changes.labels ?? {
        type: 'virtual-kubelet',
        'kubernetes.io/role': 'agent',
        'kubernetes.io/os': 'linux',
        'beta.kubernetes.io/os': 'linux',
        'node.kubernetes.io/exclude-from-external-load-balancers': 'true',
        'kubernetes.azure.com/managed': 'false',
      },
    },
    spec: changes.spec ?? {taints: [{key: 'virtual-kubelet.io/provider', value: 'azure', effect: 'NoSchedule'}]},
    status: changes.status ?? {
      conditions: [{type: 'Ready', status: 'True'}],
      addresses: [{type: 'InternalIP', address: podIP}],
      nodeInfo: {kubeletVersion: 'v1.25.0-vk-azure-aci-1.6.4'},
    },
  }
}

/** A node that AKS created. */
export function aksNode(
  changes: {
    readonly name?: string
    readonly labels?: Readonly<Record<string, string>>
    readonly spec?: NodeObject['spec']
    readonly allocatable?: Readonly<Record<string, string>>
  } = {},
): NodeObject {
  const {name = 'aks-nodepool1-1-vmss000000', labels = {}, spec = {}, allocatable = {cpu: '1900m', memory: '5Gi', pods: '110'}} = changes
  const usual = {'kubernetes.azure.com/cluster': 'MC_g', 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64', agentpool: 'nodepool1'}
  return {apiVersion: 'v1', kind: 'Node', metadata: {name, labels: {...usual, ...labels}}, spec, status: {allocatable}}
}

export function lease(renewTime: string | undefined = '2026-11-23T11:59:55.000000Z', leaseDurationSeconds?: number): LeaseObject {
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: {name: nodeName, namespace: 'kube-node-lease'},
    spec: {...(renewTime !== undefined && {renewTime}), ...(leaseDurationSeconds !== undefined && {leaseDurationSeconds})},
  }
}
