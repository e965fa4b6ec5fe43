import type {RuleText} from '../../engine/rule.ts'
import type {RoleStates} from '../../facts/permissions.ts'

/** An error of the provider or of ACI about a pod. */
export interface PodError extends Omit<RuleText, 'category'> {
  /** Matches a reason or message in the status of a pod or of its containers. */
  readonly pattern: RegExp
  /** Ids of rows that take precedence if they also match. */
  readonly unless?: readonly string[]
  /** What to do; a function gets the matching text of the first pod, and whether the connector has its roles. */
  readonly remedy: string | ((text: string, roles: RoleStates) => string)
  /** Whether the pod itself is right, so that it only has to be created again when the cause is gone. */
  readonly createAgain?: true
}
