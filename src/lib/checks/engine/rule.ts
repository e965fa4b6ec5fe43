import type {Category} from './category.ts'
import type {Advice} from '../../printed-commands/printed-lines.ts'
import {docsOf, type Finding} from './finding.ts'

/** What `vkctl explain` and docs/checks.md show about a check. Each text is Markdown, in whole sentences. */
export interface Page {
  /** What people see if the check fails: error texts, states. */
  readonly symptom: string
  readonly cause: string
  readonly fix: string
}

/** The result of a rule. */
export interface Judgement {
  /** `skipped` if the check does not apply; the message says why. */
  readonly verdict: 'ok' | 'warning' | 'problem' | 'skipped'
  /** What was found: a phrase if ok or skipped, otherwise a sentence. */
  readonly message: string
  /** What to do about it: sentences, and commands on lines of their own. */
  readonly remedy?: Advice
  /** The object of Kubernetes that it is about. */
  readonly object?: Finding['object']
  /** The line in a manifest; only for rules of `validate -f`. */
  readonly location?: NonNullable<Finding['location']>
}

/** One judgement, or one for each thing that the rule found. */
export type Judgements = Judgement | readonly Judgement[]

/** The texts of a rule, which need no facts. */
export interface RuleText {
  /** Never changes; lower case with dashes. */
  readonly id: string
  readonly category: Category
  /** A sentence that is true if the check is ok; no period. */
  readonly title: string
  readonly page: Page
  /** What a failure of this check follows from, the likeliest first (causes.ts). Unlike with `after` of a rule, the check still runs. */
  readonly explainedBy?: readonly Explanation[]
}

/** The id of a check that explains another one if it fails for the same target or for the cluster; `if` says whether one of its findings does. */
export type Explanation = string | {readonly id: string; readonly if: (cause: Finding) => boolean}

/**
 * One check. It is pure: it turns facts into a judgement and does nothing else. It gets the facts in `needs`, and it runs only if all of them are
 * known (judge.ts).
 */
export interface Rule<Subject, Values> extends RuleText {
  readonly needs: readonly (keyof Values & string)[]
  /** Further facts, without which it runs, too: undefined if they are unknown. */
  readonly uses?: readonly (keyof Values & string)[]
  /** Ids of rules that this one depends on. If one of them fails, is unknown or is skipped, this one is skipped. */
  readonly after?: readonly string[]
  /** The target of its findings; default: the target of the subject. */
  readonly target?: string
  /** Whether `install-connector` runs it before it changes anything. */
  readonly preflight?: boolean
  check(subject: Subject, values: Values): Judgements
  /** What its findings have as `docs`: one string for all of them, because a large file has hundreds of thousands. */
  readonly docs: string
}

/** Returns the function that defines rules about one kind of subject. Its types limit `check` to the facts in `needs`. */
export function rulesAbout<Subject, Values>() {
  return <Need extends keyof Values & string, Use extends keyof Values & string = never>(
    rule: Omit<Rule<Subject, Values>, 'needs' | 'uses' | 'check' | 'docs'> & {
      readonly needs: readonly Need[]
      readonly uses?: readonly Use[]
      check(subject: Subject, values: Pick<Values, Need> & {readonly [Name in Use]: Values[Name] | undefined}): Judgements
    },
  ): Rule<Subject, Values> => ({...rule, docs: docsOf(rule.id)})
}
