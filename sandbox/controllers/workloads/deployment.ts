import {isConflict, isNotFound} from '../../client/cluster-client.ts'
import {keyOf} from '../../client/cluster-informer.ts'
import type {Pod} from '../../client/pod-objects.ts'
import {startWorkQueue} from '../../client/work-queue.ts'
import {controllerOf, objectPath, paths, type ControllerContext} from '../controller-context.ts'
import {deploymentStatus, type StatusInput} from './deployment-status.ts'
import {revisionKey, revisionOf, replicaSetWriter} from './deployment-replica-sets.ts'
import {canonical, sameTemplate} from './pod-template-hash.ts'
import {newReplicas, oldReplicas} from './rolling-update.ts'
import type {Deployment, ReplicaSet} from '../workload-objects.ts'

/** Rolls Deployments out by ReplicaSets. */
export function startDeployments(context: ControllerContext): void {
  const {client, signal} = context
  const deployments = context.informer<Deployment>(paths.deployments)
  const sets = context.informer<ReplicaSet>(paths.replicaSets)
  const pods = context.informer<Pod>(paths.pods)
  const writer = replicaSetWriter(context)

  const ownSets = (deployment: Deployment): ReplicaSet[] =>
    [...sets.items.values()].filter(set => controllerOf(set)?.uid === deployment.metadata.uid)
  const runs = (set: ReplicaSet): boolean =>
    [...pods.items.values()].some(
      pod => controllerOf(pod)?.uid === set.metadata.uid && pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed',
    )

  const rollOut = async (
    deployment: Deployment,
    found: ReplicaSet | undefined,
    old: readonly ReplicaSet[],
  ): Promise<Pick<StatusInput, 'current' | 'progress'>> => {
    let current = found
    let progress: StatusInput['progress']
    if (deployment.spec.strategy?.type === 'Recreate') {
      for (const set of old) await writer.scale(deployment, set, 0)
      if (old.some(runs)) return {current}
    }
    if (current === undefined) {
      try {
        current = await writer.create(deployment, old)
        progress = {status: 'True', reason: 'NewReplicaSetCreated', message: `Created new replica set "${current.metadata.name}"`}
      } catch (error) {
        if (isConflict(error)) throw error
        return {
          current,
          progress: {
            status: 'False',
            reason: 'ReplicaSetCreateError',
            message: `Failed to create new replica set: ${(error as Error).message}`,
          },
        }
      }
    } else {
      const newest = Math.max(0, ...old.map(revisionOf))
      if (revisionOf(current) <= newest && old.length > 0) {
        const annotations = {...current.metadata.annotations, [revisionKey]: String(newest + 1)}
        current = await client.replace<ReplicaSet>(objectPath(paths.replicaSets, current), {
          ...current,
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          metadata: {...current.metadata, annotations},
        })
        progress = {status: 'True', reason: 'FoundNewReplicaSet', message: `Found new replica set "${current.metadata.name}"`}
      }
      current = await writer.scale(deployment, current, newReplicas(deployment, current.spec.replicas ?? 1, old))
      if (deployment.spec.strategy?.type !== 'Recreate')
        for (const [set, to] of oldReplicas(deployment, current, old)) await writer.scale(deployment, set, to)
    }
    return {current, progress}
  }

  const forgetHistory = async (deployment: Deployment, old: readonly ReplicaSet[]): Promise<void> => {
    const empty = old.filter(
      set => (set.spec.replicas ?? 1) === 0 && (set.status?.replicas ?? 0) === 0 && set.metadata.deletionTimestamp === undefined,
    )
    const surplus = empty
      .toSorted((a, b) => revisionOf(a) - revisionOf(b))
      .slice(0, Math.max(0, empty.length - (deployment.spec.revisionHistoryLimit ?? 10)))
    for (const set of surplus) await client.delete(objectPath(paths.replicaSets, set)).catch(() => undefined)
  }

  const queue = startWorkQueue(
    async key => {
      let deployment = deployments.items.get(key)
      if (deployment === undefined) return undefined
      const own = ownSets(deployment)
      const template = deployment.spec.template
      const found = own
        .toSorted((a, b) => (a.metadata.creationTimestamp ?? '').localeCompare(b.metadata.creationTimestamp ?? ''))
        .find(set => sameTemplate(set.spec.template, template))
      const old = own.filter(set => set !== found)
      const working = deployment.metadata.deletionTimestamp === undefined && deployment.spec.paused !== true
      const {current, progress} = working ? await rollOut(deployment, found, old) : {current: found, progress: undefined}
      const revision = current?.metadata.annotations?.[revisionKey]
      if (working && revision !== undefined && deployment.metadata.annotations?.[revisionKey] !== revision) {
        deployment = await client.patch<Deployment>(objectPath(paths.deployments, deployment), {
          metadata: {annotations: {[revisionKey]: revision}},
        })
      }
      const {status, deadlineMs} = deploymentStatus({deployment, current, old, progress})
      if (canonical(deployment.status ?? {}) !== canonical(dropZeroes(status))) {
        await client.replace(`${objectPath(paths.deployments, deployment)}/status`, {
          ...deployment,
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          status: dropZeroes(status),
        })
      }
      if (working && status.updatedReplicas === (deployment.spec.replicas ?? 1)) await forgetHistory(deployment, old)
      return deadlineMs
    },
    {signal, maximalDelayMs: 5000, onError: error => (isConflict(error) || isNotFound(error) ? undefined : context.onError(error))},
  )

  deployments.onChange(({after}) => after && queue.add(keyOf(after)))
  sets.onChange(({before, after}) => {
    const set = after ?? before
    const owner = set && controllerOf(set)
    if (set !== undefined && owner?.kind === 'Deployment') queue.add(`${set.metadata.namespace}/${owner.name}`)
  })
  // Recreate waits for pods that are gone.
  pods.onChange(({before, after}) => {
    const owner = before && controllerOf(before)
    if (after !== undefined || before === undefined || owner?.kind !== 'ReplicaSet') return
    const set = sets.items.get(`${before.metadata.namespace}/${owner.name}`)
    const deployment = set && controllerOf(set)
    if (deployment !== undefined) queue.add(`${before.metadata.namespace}/${deployment.name}`)
  })
}

/** Numbers that are 0 are not in the status that the API server keeps. */
function dropZeroes<T extends object>(status: T): T {
  return Object.fromEntries(Object.entries(status).filter(([key, value]) => value !== 0 || key === 'terminatingReplicas')) as T
}
