import {UserError} from '../../errors.ts'
import type {CommandTarget} from '../../printed-commands/command-target.ts'
import {printedRemedy, uniqueLines, type Line} from '../../printed-commands/printed-lines.ts'
import type {Fact, Unknown} from './fact.ts'
import {isFailure, type Finding} from './finding.ts'
import type {Judgement, Rule} from './rule.ts'

/** Facts by name. A fact that none of the rules needs can be omitted. */
export type FactsOf<Values> = {readonly [Name in keyof Values]?: Fact<Values[Name]>}

/**
 * Runs rules on one subject, in their order. If a rule needs an unknown fact, its finding is unknown. If a rule that it depends on failed or was
 * skipped, it is skipped. Throws a plain Error if a fact that a rule needs was omitted.
 * @param before Findings about the cluster, which rules may depend on.
 * @param target What says which cluster the commands of remedies are about.
 */
export function judge<Subject extends {readonly target: string}, Values>(
  rules: readonly Rule<Subject, Values>[],
  subject: Subject,
  facts: FactsOf<Values>,
  {before = [], target: cluster = {}}: {readonly before?: readonly Finding[]; readonly target?: CommandTarget} = {},
): readonly Finding[] {
  const findings: Finding[] = []
  for (const rule of rules) {
    const {id, category, title, docs, target = subject.target} = rule
    const judgements = judgeOne(rule, subject, facts, [...before, ...findings])
    findings.push(
      ...judgements.map(({verdict, message, remedy = '', object, location, request}) => ({
        id,
        category,
        verdict,
        title,
        message,
        ...printedRemedy(remedy, cluster),
        target,
        docs,
        ...(object !== undefined && {object}),
        ...(location !== undefined && {location}),
        ...(request !== undefined && {request}),
      })),
    )
  }
  return findings
}

function judgeOne<Subject, Values>(
  rule: Rule<Subject, Values>,
  subject: Subject,
  facts: FactsOf<Values>,
  before: readonly Finding[],
): readonly (Omit<Judgement, 'verdict'> & Pick<Finding, 'verdict' | 'request'>)[] {
  const unmet = before.find(finding => rule.after?.includes(finding.id) === true && (isFailure(finding) || finding.verdict === 'skipped'))
  if (unmet !== undefined) return [{verdict: 'skipped', message: `Not checked, because the check ${unmet.id} is not ok`}]
  const needed = rule.needs.map(name => [name, factNamed(rule.id, facts, name)] as const)
  const unknowns = needed.flatMap(([, fact]) => (fact.known ? [] : [fact]))
  const unsaved = unknowns.find(fact => fact.unsaved === true)
  if (unsaved !== undefined) return [{verdict: 'skipped', message: unsaved.reason}]
  if (unknowns.length > 0) return [unknownBecause(unknowns)]
  const used = (rule.uses ?? []).map(name => [name, factNamed(rule.id, facts, name)] as const)
  const values = Object.fromEntries([...needed, ...used].map(([name, fact]) => [name, fact.known ? fact.value : undefined])) as Values
  return [rule.check(subject, values)].flat()
}

function factNamed<Values, Name extends keyof Values & string>(id: string, facts: FactsOf<Values>, name: Name): Fact<Values[Name]> {
  const fact = facts[name]
  if (fact === undefined) throw new Error(`The check ${id} needs the fact ${name}, which was not read.`)
  return fact
}

/** The remedy is what the errors of the reads suggest, such as a permission to ask for. */
function unknownBecause(
  unknowns: readonly Unknown[],
): Omit<Judgement, 'verdict'> & Pick<Finding, 'request'> & {readonly verdict: 'unknown'} {
  const request = unknowns.find(one => one.request !== undefined)?.request
  return {
    verdict: 'unknown',
    message: [...new Set(unknowns.map(({reason}) => reason))].join('; '),
    remedy: uniqueLines(unknowns.flatMap(({error, hints}): readonly Line[] => (error instanceof UserError ? error.hints : hints))),
    ...(request !== undefined && {request}),
  }
}
