import type {ClusterSession} from '../../session/cluster-session.ts'
import type {Host} from '../../session/host.ts'

/** What the steps of an install need. */
export interface StepContext {
  readonly host: Host
  readonly session: ClusterSession
  readonly deadline: Date
}

/** One kind of step: its text and how it is taken. */
export interface StepKind<S, T = void> {
  /** The text of the step on stderr and in `--dry-run`. */
  readonly describe: (step: S) => string
  readonly take: (step: S, context: StepContext) => Promise<T>
}

/** Time for one call of Helm, in milliseconds: what is left until the deadline, but at least a second. */
export function remainingMs({host, deadline}: Pick<StepContext, 'host' | 'deadline'>): number {
  return Math.max(1000, deadline.getTime() - host.now().getTime())
}
