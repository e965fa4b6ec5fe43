import type {UserError} from '../../errors.ts'
import type {ConnectorPlan} from './plan.ts'
import type {Wanted} from './wanted.ts'

/** How far the install of one connector got. */
export interface Progress {
  readonly plan: ConnectorPlan
  readonly wanted: Wanted
  /** Helm's revision; undefined if there is no release. */
  readonly revision: number | undefined
  readonly error: UserError | undefined
  /** Whether anything was changed for it, in Azure or in the cluster. */
  readonly changed: boolean
}
