export type Verdict = 'ok' | 'warning' | 'problem' | 'unknown'

/** What a check says. */
export interface Finding {
  /** Stable: scripts may rely on it. */
  readonly id: string
  readonly verdict: Verdict
  readonly title: string
  /** What was seen. */
  readonly message: string
  /** A command or a deed that mends it; empty when there is nothing to mend. */
  readonly remedy: string
  /** What it is about: a connector's release, or the subscription or resource group. */
  readonly target: string
}

/** One check: facts in, findings out, nothing else. */
export interface Rule<Facts> {
  readonly id: string
  readonly title: string
  readonly check: (facts: Facts) => Omit<Finding, 'id' | 'title'>
}

export function judge<Facts>(rules: readonly Rule<Facts>[], facts: Facts): readonly Finding[] {
  return rules.map(({id, title, check}) => ({id, title, ...check(facts)}))
}

/** Unknown is not fine: a check that could not be made fails the run as a problem does. */
export function isFailure({verdict}: Finding): boolean {
  return verdict === 'problem' || verdict === 'unknown'
}
