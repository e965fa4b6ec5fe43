import type {Condition} from '../cluster-objects.ts'
import {now} from './controller-context.ts'
import {rolloutLimits} from './rolling-update.ts'
import type {Deployment, DeploymentStatus, ReplicaSet} from './workload-objects.ts'

const sum = (sets: readonly ReplicaSet[], of: (set: ReplicaSet) => number | undefined): number => sets.reduce((total, set) => total + (of(set) ?? 0), 0)

type Numbers = Required<Pick<DeploymentStatus, 'replicas' | 'updatedReplicas' | 'readyReplicas' | 'availableReplicas'>>

const isComplete = ({spec}: Deployment, {replicas, updatedReplicas, availableReplicas}: Numbers): boolean => {
  const wanted = spec.replicas ?? 1
  return updatedReplicas === wanted && replicas === wanted && availableReplicas === wanted
}

function hasProgressed({status = {}}: Deployment, numbers: Numbers): boolean {
  const {replicas = 0, updatedReplicas = 0, readyReplicas = 0, availableReplicas = 0} = status
  return numbers.updatedReplicas > updatedReplicas || numbers.replicas - numbers.updatedReplicas < replicas - updatedReplicas ||
    numbers.readyReplicas > readyReplicas || numbers.availableReplicas > availableReplicas
}

type Wanted = Pick<Condition, 'status' | 'reason' | 'message'>

/** Sets a condition as the deployment controller does: the transition time stays while the status does. */
function withCondition(conditions: readonly Condition[], type: string, wanted: Wanted, touch = false): Condition[] {
  const before = conditions.find(condition => condition.type === type)
  if (before !== undefined && !touch && before.status === wanted.status && before.reason === wanted.reason) return [...conditions]
  const time = now()
  const lastTransitionTime = before?.status === wanted.status ? (before.lastTransitionTime ?? time) : time
  return [...conditions.filter(condition => condition.type !== type), {type, ...wanted, lastUpdateTime: time, lastTransitionTime}]
}

export interface StatusInput {
  readonly deployment: Deployment
  readonly current: ReplicaSet | undefined
  readonly old: readonly ReplicaSet[]
  /** What happened to the new ReplicaSet in this round, if anything. */
  readonly progress?: Wanted | undefined
}

/** The status after a round, and how many milliseconds until the progress deadline has to be looked at. */
export function deploymentStatus({deployment, current, old, progress}: StatusInput): {status: DeploymentStatus; deadlineMs?: number} {
  const all = current === undefined ? [...old] : [current, ...old]
  const numbers = {
    replicas: sum(all, set => set.status?.replicas),
    updatedReplicas: current?.status?.replicas ?? 0,
    readyReplicas: sum(all, set => set.status?.readyReplicas),
    availableReplicas: sum(all, set => set.status?.availableReplicas),
  }
  const wanted = deployment.spec.replicas ?? 1
  const enough = numbers.availableReplicas >= wanted - rolloutLimits(deployment).unavailable
  const subject = current === undefined ? `Deployment "${deployment.metadata.name}"` : `ReplicaSet "${current.metadata.name}"`
  let conditions = withCondition(deployment.status?.conditions ?? [], 'Available', enough
    ? {status: 'True', reason: 'MinimumReplicasAvailable', message: 'Deployment has minimum availability.'}
    : {status: 'False', reason: 'MinimumReplicasUnavailable', message: 'Deployment does not have minimum availability.'})
  if (progress !== undefined) conditions = withCondition(conditions, 'Progressing', progress)

  const before = conditions.find(({type}) => type === 'Progressing')
  const settled = before?.reason === 'NewReplicaSetAvailable' && numbers.replicas === numbers.updatedReplicas
  let deadlineMs: number | undefined
  if (!settled && deployment.spec.paused !== true) {
    const due = Date.parse(before?.lastUpdateTime ?? now()) + (deployment.spec.progressDeadlineSeconds ?? 600) * 1000
    if (isComplete(deployment, numbers)) {
      conditions = withCondition(conditions, 'Progressing', {status: 'True', reason: 'NewReplicaSetAvailable', message: `${subject} has successfully progressed.`})
    } else if (hasProgressed(deployment, numbers)) {
      conditions = withCondition(conditions, 'Progressing', {status: 'True', reason: 'ReplicaSetUpdated', message: `${subject} is progressing.`}, true)
      deadlineMs = (deployment.spec.progressDeadlineSeconds ?? 600) * 1000
    } else if (due <= Date.now()) {
      conditions = withCondition(conditions, 'Progressing', {status: 'False', reason: 'ProgressDeadlineExceeded', message: `${subject} has timed out progressing.`})
    } else deadlineMs = due - Date.now()
  }
  const failure = all.flatMap(set => set.status?.conditions ?? []).find(({type}) => type === 'ReplicaFailure')
  conditions = failure === undefined
    ? conditions.filter(({type}) => type !== 'ReplicaFailure')
    : withCondition(conditions, 'ReplicaFailure', {status: 'True', reason: failure.reason ?? '', message: failure.message ?? ''})
  const status: DeploymentStatus = {
    ...(deployment.metadata.generation === undefined ? {} : {observedGeneration: deployment.metadata.generation}),
    ...numbers,
    unavailableReplicas: Math.max(0, sum(all, set => set.spec.replicas ?? 1) - numbers.availableReplicas),
    terminatingReplicas: sum(all, set => set.status?.terminatingReplicas),
    ...(deployment.status?.collisionCount === undefined ? {} : {collisionCount: deployment.status.collisionCount}),
    conditions,
  }
  return {status, ...(deadlineMs === undefined ? {} : {deadlineMs})}
}
