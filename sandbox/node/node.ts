import type {AddressInfo} from 'node:net'
import {setTimeout as sleep} from 'node:timers/promises'
import type {Authority} from '../authority.ts'
import {ClusterClient, isConflict, type ClusterAccess} from '../client/cluster-client.ts'
import {startInformer} from '../client/cluster-informer.ts'
import type {Node} from '../client/cluster-objects.ts'
import {createEventRecorder} from '../client/event-recorder.ts'
import {keepNodeLease} from '../client/node-lease.ts'
import type {Pod} from '../client/pod-objects.ts'
import {startLogServer} from './log-server.ts'
import {poolNode} from './node-object.ts'
import {allocatePodAddress} from './pod-address.ts'
import {startPod, type PodWorker} from './pod-worker.ts'
import type {Images, Registry} from './program.ts'
import type {HostFile} from './volumes.ts'

export interface NodeOptions extends ClusterAccess {
  readonly authority: Authority
  readonly images: Images
  /** Default: every image is there at once. */
  readonly registry?: Registry
  /** The files of hostPath volumes, by path; on AKS `/etc/kubernetes/azure.json` (mode 0o600) and `/etc/kubernetes/certs/ca.crt`. */
  readonly hostFiles?: Readonly<Record<string, HostFile>>
  readonly name?: string
  readonly location?: string
  readonly nodeResourceGroup?: string
  readonly subscriptionId?: string
  /** Default 10 s, as a kubelet. */
  readonly leaseRenewMs?: number
  /** The first pause before a crashing container starts again; default 1 s where a kubelet takes 10. */
  readonly backOffMs?: number
  /** From the binding of a pod to its first container; default 0. A kubelet takes about a second even when the image is there. */
  readonly podStartMs?: number
}

export interface PoolNode {
  readonly name: string
  /** Kills the programs of a pod, as the kernel does when memory runs out; they are started again. */
  killPod(namespace: string, name: string): void
  /** The node disappears: its programs end, and its objects remain. */
  stop(): Promise<void>
}

async function register(client: ClusterClient, node: Node): Promise<void> {
  const path = `/api/v1/nodes/${node.metadata.name}`
  try {
    await client.create('/api/v1/nodes', node)
  } catch (error) {
    if (!isConflict(error)) throw error
  }
  await client.patch(`${path}/status`, {status: node.status}, 'strategic')
  // Admission sets this taint on every new node. Only the node lifecycle controller removes it.
  for (let attempt = 0; attempt < 5; attempt++) {
    const current = await client.get<Node>(path)
    const taints = (current.spec?.taints ?? []).filter(
      ({key}) => key !== 'node.kubernetes.io/not-ready' && key !== 'node.kubernetes.io/unreachable',
    )
    if (taints.length === (current.spec?.taints ?? []).length) return
    try {
      await client.replace(path, {...current, spec: {...current.spec, taints}})
      return
    } catch (error) {
      if (!isConflict(error)) throw error
    }
  }
}

/** A node of an AKS pool without a kubelet: its "containers" are programs of this process. */
export async function startNode(options: NodeOptions): Promise<PoolNode> {
  const {
    name = 'aks-nodepool1-00000000-vmss000000',
    location = 'eastus',
    nodeResourceGroup = 'MC_rg_cluster_eastus',
    subscriptionId = '00000000-0000-4000-8000-000000000000',
    leaseRenewMs = 10_000,
    backOffMs = 1000,
    podStartMs = 0,
    registry = {isMissing: () => false, pullMs: () => 0},
  } = options
  const client = new ClusterClient(options, 'kubelet/v1.36.3 (linux/amd64)')
  const stopping = new AbortController()
  const {signal} = stopping
  const workers = new Map<string, PodWorker>()
  const {ip: hostIP} = await allocatePodAddress()
  const server = await startLogServer(
    await options.authority.issue({commonName: name, names: [hostIP, name]}),
    hostIP,
    (namespace, pod, container) =>
      [...workers.values()]
        .find(({pod: {metadata}}) => metadata.namespace === namespace && metadata.name === pod)
        ?.records.find(record => record.container.name === container),
  )
  const node = poolNode({name, hostIP, location, nodeResourceGroup, subscriptionId, kubeletPort: (server.address() as AddressInfo).port})
  await register(client, node)
  await keepNodeLease(client, name, {signal, renewMs: leaseRenewMs})

  const events = createEventRecorder(client, {component: 'kubelet', host: name})
  const pods = startInformer<Pod>(client, '/api/v1/pods', {query: {fieldSelector: `spec.nodeName=${name}`}, signal})
  pods.onChange(({before, after}) => {
    const uid = (after ?? before)?.metadata.uid ?? ''
    const worker = workers.get(uid)
    if (after === undefined) worker?.terminate(0)
    else if (after.metadata.deletionTimestamp !== undefined) {
      if (worker !== undefined) worker.terminate(after.metadata.deletionGracePeriodSeconds ?? 30)
      // The pod never ran here, or ended before this node started: only the object is left.
      else
        void client
          .delete(`/api/v1/namespaces/${after.metadata.namespace}/pods/${after.metadata.name}`, {gracePeriodSeconds: 0})
          .catch(() => undefined)
    } else if (worker === undefined && after.status?.phase !== 'Succeeded' && after.status?.phase !== 'Failed') {
      const started = startPod(
        {...after, apiVersion: 'v1', kind: 'Pod'},
        {
          client,
          events,
          images: options.images,
          registry,
          hostFiles: options.hostFiles ?? {},
          nodeName: name,
          hostIP,
          backOffMs,
          startMs: podStartMs,
        },
      )
      workers.set(uid, started)
      void started.ended.then(() => workers.delete(uid))
    }
  })
  await pods.ready

  return {
    name,
    killPod(namespace, podName) {
      for (const {pod, records} of workers.values()) {
        if (pod.metadata.namespace === namespace && pod.metadata.name === podName)
          for (const {program} of records) program?.signal('SIGKILL')
      }
    },
    async stop() {
      stopping.abort()
      const running = [...workers.values()]
      for (const worker of running) worker.abandon()
      await Promise.race([Promise.all(running.map(({ended}) => ended)), sleep(1000, undefined, {ref: false})])
      server.close()
      server.closeAllConnections()
      client.close()
    },
  }
}
