import type {LabelSelector, SelectorTerm} from '../client/cluster-objects.ts'

type Labels = Readonly<Record<string, string>>

/** Whether one requirement of a label selector or of a node affinity holds. */
export function termMatches({key, operator, values = []}: SelectorTerm, labels: Labels): boolean {
  const value = labels[key]
  if (value === undefined) return operator === 'NotIn' || operator === 'DoesNotExist'
  const verdicts = {
    In: values.includes(value),
    NotIn: !values.includes(value),
    Exists: true,
    DoesNotExist: false,
    Gt: Number(value) > Number(values[0]),
    Lt: Number(value) < Number(values[0]),
  }
  return verdicts[operator]
}

export const selectorMatches = ({matchLabels = {}, matchExpressions = []}: LabelSelector, labels: Labels = {}): boolean =>
  Object.entries(matchLabels).every(([key, value]) => labels[key] === value) && matchExpressions.every(term => termMatches(term, labels))
