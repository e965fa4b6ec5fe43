import {ClusterClient, type ClusterAccess} from '../client/cluster-client.ts'
import {createContext, paths} from './controller-context.ts'
import {startDaemonSets} from './workloads/daemon-set.ts'
import {startDeployments} from './workloads/deployment.ts'
import {startDisruption} from './disruption.ts'
import {startGarbageCollector} from './deletion/garbage-collector.ts'
import {startAccountTokens, startNamespaceDefaults} from './namespace-defaults.ts'
import {startNamespaceDeletion} from './deletion/namespace-deletion.ts'
import {startNodeLifecycle} from './node-lifecycle.ts'
import {startObjectGraph} from './deletion/object-graph.ts'
import {startReplicaSets} from './workloads/replica-set.ts'
import {startScheduler} from './scheduler/scheduler.ts'
import {startTaintEviction} from './taint-eviction.ts'

export interface ControllersOptions extends ClusterAccess {
  /** After how long without a renewed Lease a node is unreachable; default 40 s, as in a cluster. */
  readonly nodeGraceMs?: number
  /** Called with errors after which a controller tries again; for debugging. */
  readonly onError?: (error: unknown) => void
}

export interface Controllers {
  stop(): Promise<void>
}

/**
 * The controllers and the scheduler of a cluster, as far as Deployments, DaemonSets, nodes, namespaces and owned objects need them. They
 * use only watches. Resolves when they have seen everything in the cluster.
 */
export async function startControllers({
  nodeGraceMs = 40_000,
  onError = () => undefined,
  ...access
}: ControllersOptions): Promise<Controllers> {
  const client = new ClusterClient(access, 'kube-controller-manager/v1.36.3 (linux/amd64)')
  const stopping = new AbortController()
  const context = createContext(client, stopping.signal, error => {
    if (!stopping.signal.aborted) onError(error)
  })
  startNamespaceDefaults(context, access.caCertificate)
  startAccountTokens(context, access.caCertificate)
  startReplicaSets(context)
  startDeployments(context)
  startDaemonSets(context)
  startScheduler(context)
  startNodeLifecycle(context, nodeGraceMs)
  startTaintEviction(context)
  startDisruption(context)
  const graph = await startObjectGraph(context)
  startGarbageCollector(context, graph)
  startNamespaceDeletion(context, graph)
  await Promise.all(Object.values(paths).map(path => context.informer(path).ready))
  return {
    stop() {
      stopping.abort()
      client.close()
      return Promise.resolve()
    },
  }
}
