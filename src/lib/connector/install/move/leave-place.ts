import type {Place} from '../../model/record/record.ts'

/**
 * Deletes what is left in an earlier place of a connector, once it works in its new place. Until nothing is left there, the record keeps
 * the place.
 */
export interface LeavePlace {
  readonly do: 'leave-place'
  readonly release: string
  readonly namespace: string
  readonly nodeName: string
  readonly from: Place
  readonly to: Place
  /** `namespace/name` of the pods that were on the node when the plan was made. */
  readonly pods: readonly string[]
}
