import type {ClusterSession} from '../../session/cluster-session.ts'
import type {Host} from '../../session/host.ts'

/** What the steps of a removal are taken with. */
export interface StepContext {
  readonly host: Host
  readonly session: ClusterSession
  readonly deadline: Date
}

/** How one kind of step is said and taken. */
export interface StepKind<S, T = void> {
  /** The step in words, as stderr shows it. */
  readonly describe: (step: S) => string
  readonly take: (step: S, context: StepContext) => Promise<T>
}

/** Time for one call, in milliseconds: what is left until the deadline, but at least a second. */
export function remainingMs({host, deadline}: Pick<StepContext, 'host' | 'deadline'>): number {
  return Math.max(1000, deadline.getTime() - host.now().getTime())
}
