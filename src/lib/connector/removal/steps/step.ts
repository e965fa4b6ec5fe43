import type {ClusterSession} from '../../session/cluster-session.ts'
import type {Host} from '../../session/host.ts'

/** What every step of a removal needs. */
export interface StepContext {
  readonly host: Host
  readonly session: ClusterSession
  readonly deadline: Date
}

/** One kind of step. */
export interface StepKind<S, T = void> {
  /** What stderr says about the step. */
  readonly describe: (step: S) => string
  readonly take: (step: S, context: StepContext) => Promise<T>
}

/** Time limit of one call, in milliseconds: the time until the deadline, but at least a second. */
export function remainingMs({host, deadline}: Pick<StepContext, 'host' | 'deadline'>): number {
  return Math.max(1000, deadline.getTime() - host.now().getTime())
}
