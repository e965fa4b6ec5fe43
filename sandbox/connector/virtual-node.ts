import {setTimeout as sleep} from 'node:timers/promises'
import {isConflict, isNotFound, type ClusterClient} from '../client/cluster-client.ts'
import type {Condition, Node, Taint} from '../client/cluster-objects.ts'
import {canonicalQuantity} from './go-quirks.ts'
import type {ProviderSettings} from './settings/provider-settings.ts'

export interface VirtualNodeOptions {
  readonly name: string
  readonly os: string
  readonly taint?: Taint | undefined
  readonly capacity: ProviderSettings['capacity']
  readonly internalIP: string
  readonly port: number
  readonly kubeletVersion: string
}

const now = (): string => new Date().toISOString().replace(/\.\d+Z$/, 'Z')

const conditions: readonly [type: string, status: Condition['status'], reason: string, message: string][] = [
  ['Ready', 'True', 'KubeletReady', 'Kubelet is ready'],
  ['OutOfDisk', 'False', 'KubeletHasSufficientDisk', 'kubelet has sufficient disk space available'],
  ['MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
  ['DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  ['NetworkUnavailable', 'False', 'RouteCreated', 'RouteController created a route'],
]

/** The Node that azure-aci v1.6.4 registers. */
export function virtualNode({name, os, taint, capacity, internalIP, port, kubeletVersion}: VirtualNodeOptions): Node & {status: object} {
  const time = now()
  const resources = {
    cpu: canonicalQuantity(capacity.cpu),
    memory: canonicalQuantity(capacity.memory),
    pods: canonicalQuantity(capacity.pods),
  }
  const lower = os.toLowerCase()
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'alpha.service-controller.kubernetes.io/exclude-balancer': 'true',
        'beta.kubernetes.io/os': lower,
        'kubernetes.azure.com/managed': 'false',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': lower,
        'kubernetes.io/role': 'agent',
        'node.kubernetes.io/exclude-from-external-load-balancers': 'true',
        type: 'virtual-kubelet',
      },
    },
    spec: taint === undefined ? {} : {taints: [taint]},
    status: {
      capacity: resources,
      allocatable: resources,
      phase: 'Running',
      conditions: conditions.map(([type, status, reason, message]) => ({
        type,
        status,
        lastHeartbeatTime: time,
        lastTransitionTime: time,
        reason,
        message,
      })),
      addresses: [{type: 'InternalIP', address: internalIP}],
      daemonEndpoints: {kubeletEndpoint: {Port: port}},
      nodeInfo: {
        machineID: '',
        systemUUID: '',
        bootID: '',
        kernelVersion: '',
        osImage: '',
        containerRuntimeVersion: '',
        kubeletVersion,
        kubeProxyVersion: '',
        operatingSystem: os,
        architecture: '',
      },
    },
  }
}

/** What is patched into nodes/status: the status and, for its three-way merge, what was applied last. */
function statusPatch(node: Node, uid: string | undefined): object {
  const {name, labels} = node.metadata
  const applied = {name, ...(uid === undefined ? {} : {uid}), creationTimestamp: null, labels}
  return {
    metadata: {
      labels,
      annotations: {
        'virtual-kubelet.io/last-applied-node-status': JSON.stringify(node.status),
        'virtual-kubelet.io/last-applied-object-meta': JSON.stringify(applied),
      },
    },
    status: node.status,
  }
}

export interface Registration {
  readonly signal: AbortSignal
  readonly statusMs: number
  readonly onError: (error: unknown) => void
}

/** Creates the Node (GET, then POST). Tries again until it works. */
export async function registerNode(client: ClusterClient, node: Node, {signal, onError}: Registration): Promise<void> {
  while (!signal.aborted) {
    try {
      const found = await client.get<Node>(`/api/v1/nodes/${node.metadata.name}`).catch((error: unknown) => {
        if (isNotFound(error)) return undefined
        throw error
      })
      if (found === undefined) await client.create('/api/v1/nodes', node)
      return
    } catch (error) {
      if (isConflict(error)) return
      onError(error)
      await sleep(1000, undefined, {signal}).catch(() => undefined)
    }
  }
}

/**
 * Patches the status of the Node now and every `statusMs`. A Node that somebody deleted is not created again: the provider has no handler
 * for that, so it only logs an error.
 */
export async function keepNodeStatus(client: ClusterClient, node: Node, {signal, statusMs, onError}: Registration): Promise<void> {
  const path = `/api/v1/nodes/${node.metadata.name}`
  const patch = async (): Promise<void> => {
    try {
      const time = now()
      for (const condition of node.status?.conditions ?? []) condition.lastHeartbeatTime = time
      const {metadata} = await client.get<Node>(path)
      await client.patch(`${path}/status`, statusPatch(node, metadata.uid), 'strategic')
    } catch (error) {
      if (!signal.aborted) onError(error)
    }
  }
  const keep = async (): Promise<void> => {
    while (!signal.aborted) {
      await sleep(statusMs, undefined, {signal}).catch(() => undefined)
      if (!signal.aborted) await patch()
    }
  }
  await patch()
  void keep()
}
