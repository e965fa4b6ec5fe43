import type {Now} from '../../talk.ts'
import type {ClusterSession} from './cluster-session.ts'
import type {Host} from './host.ts'

/** What the steps of a run need. */
export interface StepContext {
  readonly host: Host
  readonly session: ClusterSession
  readonly deadline: Date
  /** Says what the step waits for. */
  readonly now?: Now
}

/** One kind of step: its text and how it is taken. */
export interface StepKind<S, T = void> {
  /** The text of the step on stderr and in `--dry-run`. */
  readonly describe: (step: S) => string
  readonly take: (step: S, context: StepContext) => Promise<T>
}

/** Time limit of one call, in milliseconds: the time until the deadline, but at least a second. */
export function remainingMs({host, deadline}: Pick<StepContext, 'host' | 'deadline'>): number {
  return Math.max(1000, deadline.getTime() - host.now().getTime())
}
