import type {ConnectorSubject, ConnectorValues} from '../../../../src/lib/checks/facts/connector-values.ts'
import type {Verdict} from '../../../../src/lib/checks/engine/finding.ts'

/** One case of a rule: what differs from a connector that is well (../well.ts), and what the rule makes of it. */
export interface Case {
  readonly name: string
  readonly subject?: Partial<ConnectorSubject>
  readonly facts?: Partial<ConnectorValues>
  /** Default: that it fires means problem, that it does not means ok. */
  readonly verdict?: Verdict
  readonly message: RegExp
  /** Whole; not looked at when left out. */
  readonly remedy?: string | RegExp
}

/** What makes a rule fire, and what does not although it comes near. */
export interface CasesOfRule {
  readonly fires: readonly Case[]
  readonly quiet: readonly Case[]
}

/** By the id of the rule. */
export type Cases = Readonly<Record<string, CasesOfRule>>
