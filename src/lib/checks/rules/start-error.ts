import type {Advice} from '../../printed-commands/printed-lines.ts'
import type {RuleText} from '../engine/rule.ts'
import type {ConnectorSubject} from '../facts/connector-values.ts'
import {installAgain} from '../wording/install-again.ts'

/** An error that stops a connector when it starts. */
export interface StartError extends Omit<RuleText, 'category'> {
  /** Matches the line that the provider logs when it cannot start (azure-aci v1.6.4). */
  readonly pattern: RegExp
  readonly remedy: (connector: ConnectorSubject) => Advice
  /** Whether another check explains the log. */
  readonly isExplained?: (log: string) => boolean
}

/** A sentence, and the command that installs the connector again. */
export const again =
  (sentence: string, ...changes: readonly string[]) =>
  (connector: ConnectorSubject): Advice => [sentence, installAgain(connector, ...changes)]
