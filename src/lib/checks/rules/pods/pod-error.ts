import type {RuleText} from '../../engine/rule.ts'
import type {Advice} from '../../../printed-commands/printed-lines.ts'
import type {ConnectorSubject} from '../../facts/connector-values.ts'
import type {RoleStates} from '../../facts/permissions.ts'

/** The error of the first pod that has it. */
export interface PodErrorText {
  /** What the row matches. Whoever may create events or choose images can have written it. */
  readonly text: string
  /** The answer of Azure Resource Manager in the status of the pod, which only the connector writes; empty if there is none. Only its ids may get into commands. */
  readonly answer: string
}

/** An error of the provider or of ACI about a pod. */
export interface PodError extends Omit<RuleText, 'category'> {
  /** Matches a reason or message in the status of a pod or of its containers. */
  readonly pattern: RegExp
  /** Ids of rows that take precedence if they also match. */
  readonly unless?: readonly string[]
  /** What to do. */
  readonly remedy: Advice | ((error: PodErrorText, roles: RoleStates, connector: ConnectorSubject) => Advice)
  /** Whether the pod itself is right, so that it only has to be created again when the cause is gone. */
  readonly createAgain?: true
}
