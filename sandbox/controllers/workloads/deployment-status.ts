import type {Condition} from '../../client/cluster-objects.ts'
import {now} from '../controller-context.ts'
import {rolloutLimits} from './rolling-update.ts'
import type {Deployment, DeploymentStatus, ReplicaSet} from '../workload-objects.ts'

const sum = (sets: readonly ReplicaSet[], of: (set: ReplicaSet) => number | undefined): number =>
  sets.reduce((total, set) => total + (of(set) ?? 0), 0)

type Numbers = Required<Pick<DeploymentStatus, 'replicas' | 'updatedReplicas' | 'readyReplicas' | 'availableReplicas'>>

const isComplete = ({spec}: Deployment, {replicas, updatedReplicas, availableReplicas}: Numbers): boolean => {
  const wanted = spec.replicas ?? 1
  return updatedReplicas === wanted && replicas === wanted && availableReplicas === wanted
}

function hasProgressed({status = {}}: Deployment, numbers: Numbers): boolean {
  const {replicas = 0, updatedReplicas = 0, readyReplicas = 0, availableReplicas = 0} = status
  return (
    numbers.updatedReplicas > updatedReplicas ||
    numbers.replicas - numbers.updatedReplicas < replicas - updatedReplicas ||
    numbers.readyReplicas > readyReplicas ||
    numbers.availableReplicas > availableReplicas
  )
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

interface Progress {
  readonly conditions: Condition[]
  /** Milliseconds until the progress deadline must be checked. */
  readonly deadlineMs?: number
}

function progressOf({deployment, current}: StatusInput, numbers: Numbers, conditions: Condition[]): Progress {
  const before = conditions.find(({type}) => type === 'Progressing')
  const settled = before?.reason === 'NewReplicaSetAvailable' && numbers.replicas === numbers.updatedReplicas
  if (settled || deployment.spec.paused === true) return {conditions}
  const subject = current === undefined ? `Deployment "${deployment.metadata.name}"` : `ReplicaSet "${current.metadata.name}"`
  const allowedMs = (deployment.spec.progressDeadlineSeconds ?? 600) * 1000
  const due = Date.parse(before?.lastUpdateTime ?? now()) + allowedMs
  if (isComplete(deployment, numbers)) {
    return {
      conditions: withCondition(conditions, 'Progressing', {
        status: 'True',
        reason: 'NewReplicaSetAvailable',
        message: `${subject} has successfully progressed.`,
      }),
    }
  }
  if (hasProgressed(deployment, numbers)) {
    return {
      conditions: withCondition(
        conditions,
        'Progressing',
        {status: 'True', reason: 'ReplicaSetUpdated', message: `${subject} is progressing.`},
        true,
      ),
      deadlineMs: allowedMs,
    }
  }
  if (due > Date.now()) return {conditions, deadlineMs: due - Date.now()}
  return {
    conditions: withCondition(conditions, 'Progressing', {
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
      message: `${subject} has timed out progressing.`,
    }),
  }
}

function withFailure(conditions: Condition[], sets: readonly ReplicaSet[]): Condition[] {
  const failure = sets.flatMap(set => set.status?.conditions ?? []).find(({type}) => type === 'ReplicaFailure')
  if (failure === undefined) return conditions.filter(({type}) => type !== 'ReplicaFailure')
  return withCondition(conditions, 'ReplicaFailure', {status: 'True', reason: failure.reason ?? '', message: failure.message ?? ''})
}

/** The status after a round, and the milliseconds until the progress deadline must be checked. */
export function deploymentStatus(input: StatusInput): {status: DeploymentStatus; deadlineMs?: number} {
  const {deployment, current, old, progress} = input
  const {generation} = deployment.metadata
  const all = current === undefined ? [...old] : [current, ...old]
  const numbers = {
    replicas: sum(all, set => set.status?.replicas),
    updatedReplicas: current?.status?.replicas ?? 0,
    readyReplicas: sum(all, set => set.status?.readyReplicas),
    availableReplicas: sum(all, set => set.status?.availableReplicas),
  }
  const enough = numbers.availableReplicas >= (deployment.spec.replicas ?? 1) - rolloutLimits(deployment).unavailable
  let conditions = withCondition(
    deployment.status?.conditions ?? [],
    'Available',
    enough
      ? {status: 'True', reason: 'MinimumReplicasAvailable', message: 'Deployment has minimum availability.'}
      : {status: 'False', reason: 'MinimumReplicasUnavailable', message: 'Deployment does not have minimum availability.'},
  )
  if (progress !== undefined) conditions = withCondition(conditions, 'Progressing', progress)
  const {conditions: progressed, ...deadline} = progressOf(input, numbers, conditions)
  const {collisionCount} = deployment.status ?? {}
  const status: DeploymentStatus = {
    ...(generation === undefined ? {} : {observedGeneration: generation}),
    ...numbers,
    unavailableReplicas: Math.max(0, sum(all, set => set.spec.replicas ?? 1) - numbers.availableReplicas),
    terminatingReplicas: sum(all, set => set.status?.terminatingReplicas),
    ...(collisionCount === undefined ? {} : {collisionCount}),
    conditions: withFailure(progressed, all),
  }
  return {status, ...deadline}
}
