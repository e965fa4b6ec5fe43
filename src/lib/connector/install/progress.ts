import type {UserError} from '../../errors.ts'
import type {Release} from '../../helm/releases.ts'
import type {ConnectorPlan} from './plan.ts'
import type {Wanted} from './wanted.ts'

/** How far the install of one connector got. */
export interface Progress {
  readonly plan: ConnectorPlan
  readonly wanted: Wanted
  /** The release as Helm left it; undefined if there is none. */
  readonly release: Release | undefined
  readonly error: UserError | undefined
  /** Whether anything was changed for it, in Azure or in the cluster; a step that failed may have changed something. */
  readonly changed: boolean
}
