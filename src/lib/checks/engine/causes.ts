import type {Finding, Verdict} from './finding.ts'
import type {Explanation, RuleText} from './rule.ts'

type Explained = Pick<RuleText, 'id' | 'explainedBy'>

/** Worst first. A finding with another verdict is no cause, and needs none. */
const severities: readonly Verdict[] = ['problem', 'warning']

/** What fails is shown before what does not, the worst first. */
const order: readonly Verdict[] = ['problem', 'unknown', 'warning', 'ok', 'skipped']

/**
 * All findings of a run, with what each follows from, and causes first: problems, unknown findings and warnings that follow from nothing, each with its
 * consequences after it, and then what is well. Otherwise the order stays.
 * @param rules `all`: the rules of the findings; `ofCluster`: those about the cluster, which concern every target.
 */
export function causesFirst(
  findings: readonly Finding[],
  {all, ofCluster}: {readonly all: readonly Explained[]; readonly ofCluster: readonly Explained[]},
): readonly Finding[] {
  const explainedBy = new Map(all.map(rule => [rule.id, rule.explainedBy ?? []]))
  const shared = new Set(ofCluster.map(({id}) => id))
  const causes = new Map(findings.map(finding => [finding, causeOf(finding, explainedBy.get(finding.id) ?? [], findings, shared)]))
  const consequences = Map.groupBy(findings, finding => causes.get(finding))
  const withConsequences = (finding: Finding): readonly Finding[] => {
    const cause = causes.get(finding)
    return [
      cause === undefined ? finding : {...finding, because: {id: cause.id, target: cause.target}},
      ...(consequences.get(finding) ?? []).flatMap(withConsequences),
    ]
  }
  return (consequences.get(undefined) ?? [])
    .toSorted((one, other) => order.indexOf(one.verdict) - order.indexOf(other.verdict))
    .flatMap(withConsequences)
}

/** The first of the possible causes that fails, about the same target or about the cluster. A mere warning does not explain a problem. */
function causeOf(
  finding: Finding,
  explanations: readonly Explanation[],
  findings: readonly Finding[],
  shared: ReadonlySet<string>,
): Finding | undefined {
  const severity = severities.indexOf(finding.verdict)
  if (severity === -1) return undefined
  for (const explanation of explanations) {
    const {id, if: explains} = typeof explanation === 'string' ? {id: explanation, if: () => true} : explanation
    const found = findings.filter(one => one.id === id && severities.slice(0, severity + 1).includes(one.verdict) && explains(one))
    const cause = found.find(({target}) => target === finding.target) ?? found.find(() => shared.has(id) || shared.has(finding.id))
    if (cause !== undefined) return cause
  }
  return undefined
}
