import type {LabelSelector, SelectorTerm} from '../cluster-objects.ts'

type Labels = Readonly<Record<string, string>>

/** Whether one requirement of a label selector or of a node affinity holds. */
export function termMatches({key, operator, values = []}: SelectorTerm, labels: Labels): boolean {
  const value = labels[key]
  switch (operator) {
    case 'In': return value !== undefined && values.includes(value)
    case 'NotIn': return value === undefined || !values.includes(value)
    case 'Exists': return value !== undefined
    case 'DoesNotExist': return value === undefined
    case 'Gt': return value !== undefined && Number(value) > Number(values[0])
    case 'Lt': return value !== undefined && Number(value) < Number(values[0])
  }
}

export const selectorMatches = ({matchLabels = {}, matchExpressions = []}: LabelSelector, labels: Labels = {}): boolean =>
  Object.entries(matchLabels).every(([key, value]) => labels[key] === value) && matchExpressions.every(term => termMatches(term, labels))
