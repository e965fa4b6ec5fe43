import {isConflict, isNotFound} from '../client/cluster-client.ts'
import type {Condition, Lease, Node, Taint} from '../client/cluster-objects.ts'
import {podPath, type Pod} from '../client/pod-objects.ts'
import {startWorkQueue} from '../client/work-queue.ts'
import {now, paths, type ControllerContext} from './controller-context.ts'

const watched = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure']
const managedKeys = new Set(['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable', 'node.kubernetes.io/unschedulable'])

const readiness = (node: Node): Condition['status'] | undefined => node.status?.conditions?.find(({type}) => type === 'Ready')?.status

/** The taints that follow from a node's state; those that were there keep their time. */
function taintsFor(node: Node): Taint[] {
  const ready = readiness(node)
  const key = ready === 'True' ? undefined : ready === 'Unknown' ? 'node.kubernetes.io/unreachable' : 'node.kubernetes.io/not-ready'
  const wanted: Taint[] = [
    ...(key === undefined ? [] : [{key, effect: 'NoSchedule'} as const, {key, effect: 'NoExecute'} as const]),
    ...(node.spec?.unschedulable === true ? [{key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule'} as const] : []),
  ]
  const present = node.spec?.taints ?? []
  return [
    ...present.filter(taint => !managedKeys.has(taint.key)),
    ...wanted.map(
      taint => present.find(({key: name, effect}) => name === taint.key && effect === taint.effect) ?? {...taint, timeAdded: now()},
    ),
  ]
}

/**
 * Marks nodes whose Lease was not renewed for `graceMs` as unknown, taints what is not ready, and deletes the pods of nodes that have been
 * gone for that time. Like the controller manager, it uses the time at which it saw a change, not the clock of the node.
 */
export function startNodeLifecycle(context: ControllerContext, graceMs: number): void {
  const {client, signal} = context
  const nodes = context.informer<Node>(paths.nodes)
  const leases = context.informer<Lease>(paths.leases)
  const pods = context.informer<Pod>(paths.pods)
  const events = context.recorder('node-controller')
  const seen = new Map<string, number>()
  const missingSince = new Map<string, number>()

  const podsOn = (name: string): Pod[] => [...pods.items.values()].filter(({spec}) => spec.nodeName === name)
  const ignored = (error: unknown): void => {
    if (!isNotFound(error)) throw error
  }

  const markUnknown = async (node: Node): Promise<void> => {
    const time = now()
    const known = node.status?.conditions ?? []
    const conditions = [...new Set([...watched, ...known.map(({type}) => type)])]
      .filter(type => watched.includes(type))
      .map(type => {
        const before = known.find(condition => condition.type === type)
        return before === undefined
          ? {
              type,
              status: 'Unknown',
              reason: 'NodeStatusNeverUpdated',
              message: 'Kubelet never posted node status.',
              lastHeartbeatTime: node.metadata.creationTimestamp ?? time,
              lastTransitionTime: time,
            }
          : {
              ...before,
              status: 'Unknown',
              reason: 'NodeStatusUnknown',
              message: 'Kubelet stopped posting node status.',
              lastTransitionTime: time,
            }
      })
    await client.patch(`${paths.nodes}/${node.metadata.name}/status`, {status: {conditions}}, 'strategic')
    void events.record(
      {...node, apiVersion: 'v1', kind: 'Node'},
      'Normal',
      'NodeNotReady',
      `Node ${node.metadata.name} status is now: NodeNotReady`,
    )
    for (const pod of podsOn(node.metadata.name)) {
      const ready = pod.status?.conditions?.find(({type}) => type === 'Ready')
      if (ready?.status !== 'True') continue
      await client
        .patch(`${podPath(pod)}/status`, {status: {conditions: [{...ready, status: 'False', lastTransitionTime: time}]}}, 'strategic')
        .catch(ignored)
    }
  }

  const removePods = async (name: string): Promise<number | void> => {
    const orphans = podsOn(name)
    if (orphans.length === 0) return
    const since = missingSince.get(name) ?? Date.now()
    missingSince.set(name, since)
    const left = since + graceMs - Date.now()
    if (left > 0) return left
    for (const pod of orphans) await client.delete(podPath(pod), {gracePeriodSeconds: 0}).catch(ignored)
  }

  const queue = startWorkQueue(
    async name => {
      const node = nodes.items.get(name)
      if (node === undefined) return removePods(name)
      missingSince.delete(name)
      const left = (seen.get(name) ?? Date.now()) + graceMs - Date.now()
      if (left <= 0 && readiness(node) !== 'Unknown') await markUnknown(node)
      const taints = taintsFor(node)
      if (JSON.stringify(taints) !== JSON.stringify(node.spec?.taints ?? [])) {
        // With the resource version, so that no taint of others is lost.
        await client
          .replace(`${paths.nodes}/${name}`, {...node, apiVersion: 'v1', kind: 'Node', spec: {...node.spec, taints}})
          .catch(ignored)
      }
      return left > 0 ? left + 1 : undefined
    },
    {signal, maximalDelayMs: 2000, onError: error => (isConflict(error) ? undefined : context.onError(error))},
  )

  const heard = (name: string): void => {
    seen.set(name, Date.now())
    queue.add(name, graceMs + 1)
  }
  leases.onChange(({before, after}) => {
    if (after?.metadata.namespace === 'kube-node-lease' && before?.spec?.renewTime !== after.spec?.renewTime) heard(after.metadata.name)
  })
  nodes.onChange(({before, after}) => {
    const name = (after ?? before)?.metadata.name ?? ''
    if (after === undefined) seen.delete(name)
    else if (before === undefined) seen.set(name, seen.get(name) ?? Date.now())
    // A node that posts its status is alive, even without a Lease.
    else if (heartbeat(before) !== heartbeat(after)) seen.set(name, Date.now())
    queue.add(name)
  })
  pods.onChange(({before, after}) => {
    const name = after?.spec.nodeName
    if (name !== undefined && before?.spec.nodeName === undefined && !nodes.items.has(name)) queue.add(name)
  })
}

const heartbeat = (node: Node): string | undefined => {
  const ready = node.status?.conditions?.find(({type}) => type === 'Ready')
  return ready?.status === 'Unknown' ? undefined : ready?.lastHeartbeatTime
}
