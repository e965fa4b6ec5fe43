import type {Category} from './category.ts'
import type {Finding} from './finding.ts'

/** What `vkctl explain` and docs/checks.md tell about a check, in plain sentences. */
export interface Page {
  /** What somebody sees when it is not well: error texts, states. */
  readonly symptom: string
  readonly cause: string
  readonly fix: string
}

/** What a rule makes of the facts. */
export interface Judgement {
  /** `skipped` when the check does not apply; the message says why. */
  readonly verdict: 'ok' | 'warning' | 'problem' | 'skipped'
  /** What was seen: a phrase when ok, a sentence otherwise. */
  readonly message: string
  /** A command or a deed that mends it. */
  readonly remedy?: string
  /** Of a manifest: the line that it is about. */
  readonly location?: NonNullable<Finding['location']>
}

/** What is told of a rule without running it. */
export interface RuleText {
  /** Stable, in lower case with dashes. */
  readonly id: string
  readonly category: Category
  /** A sentence that is true when all is well. */
  readonly title: string
  readonly page: Page
}

/**
 * One check: facts in, a judgement out, nothing else. It sees only the facts that it needs, and only when all of them are known: an unknown one
 * makes the finding unknown without asking the rule (judge.ts).
 */
export interface Rule<Subject, Values> extends RuleText {
  readonly needs: readonly (keyof Values & string)[]
  /** Rules that this one stands on: where one of them is not well, this one is skipped. */
  readonly after?: readonly string[]
  /** What its findings are about; default: the subject. */
  readonly target?: string
  /** Whether it must hold before an install too. */
  readonly preflight?: boolean
  check(subject: Subject, values: Values): Judgement
}

/** Gives the function that states rules about one kind of subject; a rule's `check` is handed what its `needs` name. */
export function rulesAbout<Subject, Values>() {
  return <Need extends keyof Values & string>(
    rule: Omit<Rule<Subject, Values>, 'needs' | 'check'> & {
      readonly needs: readonly Need[]
      check(subject: Subject, values: Pick<Values, Need>): Judgement
    },
  ): Rule<Subject, Values> => rule
}
