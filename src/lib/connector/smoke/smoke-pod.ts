import {smokePhases, type SmokePhase} from '../../checks/facts/smoke.ts'

/** A virtual node that sample pods are run on. */
export interface SmokeTarget {
  readonly connectorName: string
  readonly osType: 'Linux' | 'Windows'
  readonly nodeName: string
  readonly aciResourceGroup: string
}

/** One sample pod, and the phases that it has passed. Times are milliseconds since the epoch, by the clock of this machine. */
export interface SmokePod {
  readonly target: SmokeTarget
  readonly name: string
  readonly namespace: string
  /** Name of its container group. */
  readonly containerGroupName: string
  /** When its creation was requested. */
  createdAt: number
  /** When its deletion was requested; undefined until then. */
  deletedAt: number | undefined
  /** When vkctl first saw the pod in each phase. */
  readonly reached: Map<SmokePhase, number>
  publicIp: string | undefined
  /** What blocks its next phase, and since when. */
  blocked: {readonly why: string; readonly since: number} | undefined
  failure:
    | {
        readonly phase: SmokePhase
        readonly reason: string
        readonly timedOut: boolean
        /** Whether Kubernetes refused to create it, so that there is nothing to watch and to delete. */
        readonly refused?: true
      }
    | undefined
}

export function smokePod(target: SmokeTarget, namespace: string, name: string, createdAt: number): SmokePod {
  // The name that the provider chooses (azure-aci pkg/provider/aci.go).
  const containerGroupName = `${namespace}-${name}`
  return {
    target,
    name,
    namespace,
    containerGroupName,
    createdAt,
    deletedAt: undefined,
    reached: new Map(),
    publicIp: undefined,
    blocked: undefined,
    failure: undefined,
  }
}

/** The first phase that the pod has not passed; undefined if it has passed all. */
export function nextPhase({reached}: Pick<SmokePod, 'reached'>): SmokePhase | undefined {
  return smokePhases.find(phase => !reached.has(phase))
}

/** Whether the pod has failed or passed all phases. */
export function isOver(pod: SmokePod): boolean {
  return pod.failure !== undefined || nextPhase(pod) === undefined
}

/** How long a phase took: since the one before it, and for `deleted` and `gone` since the deletion was requested. Undefined if it was not reached. */
export function phaseMs({createdAt, deletedAt, reached}: SmokePod, phase: SmokePhase): number | undefined {
  const end = reached.get(phase)
  if (end === undefined) return undefined
  if (phase === 'deleted' || phase === 'gone') return end - (deletedAt ?? end)
  const before = smokePhases[smokePhases.indexOf(phase) - 1]
  return end - (before === undefined ? createdAt : (reached.get(before) ?? end))
}
