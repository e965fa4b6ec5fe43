import {UserError} from '../../errors.ts'
import type {Fact, Unknown} from './fact.ts'
import {docsOf, isFailure, type Finding} from './finding.ts'
import type {Judgement, Rule} from './rule.ts'

/** Facts by name; those that no rule of the run needs may be left out. */
export type FactsOf<Values> = {readonly [Name in keyof Values]?: Fact<Values[Name]>}

/**
 * Runs rules on one subject, in their order. An unknown fact makes a finding unknown; a rule that stands on another which is not well is skipped.
 * @param before Findings that rules may stand on, of what the subject is part of.
 */
export function judge<Subject extends {readonly target: string}, Values>(
  rules: readonly Rule<Subject, Values>[],
  subject: Subject,
  facts: FactsOf<Values>,
  before: readonly Finding[] = [],
): readonly Finding[] {
  const findings: Finding[] = []
  for (const rule of rules) {
    const {id, category, title, target = subject.target} = rule
    const {verdict, message, remedy = '', location} = judgeOne(rule, subject, facts, [...before, ...findings])
    findings.push({id, category, verdict, title, message, remedy, target, docs: docsOf(id), ...(location !== undefined && {location})})
  }
  return findings
}

function judgeOne<Subject, Values>(
  rule: Rule<Subject, Values>,
  subject: Subject,
  facts: FactsOf<Values>,
  before: readonly Finding[],
): Omit<Judgement, 'verdict'> & Pick<Finding, 'verdict'> {
  const unmet = before.find(finding => rule.after?.includes(finding.id) === true && (isFailure(finding) || finding.verdict === 'skipped'))
  if (unmet !== undefined) return {verdict: 'skipped', message: `Not checked, because of ${unmet.id}`}
  const needed = rule.needs.map(name => [name, factNamed(rule.id, facts, name)] as const)
  const unknowns = needed.flatMap(([, fact]) => (fact.known ? [] : [fact]))
  if (unknowns.length > 0) return unknownBecause(unknowns)
  const values = Object.fromEntries(needed.map(([name, fact]) => [name, fact.known ? fact.value : undefined])) as Values
  return rule.check(subject, values)
}

function factNamed<Values, Name extends keyof Values & string>(id: string, facts: FactsOf<Values>, name: Name): Fact<Values[Name]> {
  const fact = facts[name]
  if (fact === undefined) throw new Error(`Nobody read the fact ${name}, which the check ${id} needs.`)
  return fact
}

/** What the error says to do, such as which right to ask for, is what makes the check possible. */
function unknownBecause(unknowns: readonly Unknown[]): Omit<Judgement, 'verdict'> & {readonly verdict: 'unknown'} {
  const hints = unknowns.flatMap(({error}) => (error instanceof UserError ? error.hints : []))
  return {
    verdict: 'unknown',
    message: [...new Set(unknowns.map(({reason}) => reason))].join('; '),
    remedy: [...new Set(hints)].join('\n'),
  }
}
