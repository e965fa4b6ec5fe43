import {badRequest} from '../status-error.ts'

export type Labels = Readonly<Record<string, string>>
export type LabelMatch = (labels: Labels) => boolean

const one =
  /^\s*(?:(?<set>[^\s,!=()]+)\s+(?<op>in|notin)\s*\((?<values>[^)]*)\)|(?<not>!)\s*(?<absent>[^\s,!=()]+)|(?<key>[^\s,!=()]+)\s*(?:(?<eq>==|=|!=|>|<)\s*(?<value>[^\s,()]*))?)\s*(?:,|$)/

/** The `labelSelector` of a query: `a=b,c!=d,e in (f,g),h notin (i),j,!k`. */
export function parseLabelSelector(text: string): LabelMatch {
  const matches: LabelMatch[] = []
  let rest = text.trim()
  while (rest !== '') {
    const found = one.exec(rest)
    if (found === null || found[0] === '') {
      throw badRequest(`unable to parse requirement: found ${JSON.stringify(rest)}, expected: identifier`)
    }
    matches.push(requirement(found.groups ?? {}))
    rest = rest.slice(found[0].length).trim()
  }
  return labels => matches.every(match => match(labels))
}

function requirement(groups: Record<string, string | undefined>): LabelMatch {
  const {set, op, values = '', absent, key = '', eq, value = ''} = groups
  if (absent !== undefined) return labels => !Object.hasOwn(labels, absent)
  if (set !== undefined) {
    const wanted = new Set(values.split(',').map(item => item.trim()))
    return op === 'in'
      ? labels => Object.hasOwn(labels, set) && wanted.has(labels[set] ?? '')
      : labels => !Object.hasOwn(labels, set) || !wanted.has(labels[set] ?? '')
  }
  if (eq === undefined) return labels => Object.hasOwn(labels, key)
  if (eq === '!=') return labels => labels[key] !== value
  if (eq === '>') return labels => Number(labels[key]) > Number(value)
  if (eq === '<') return labels => Number(labels[key]) < Number(value)
  return labels => labels[key] === value
}

interface Selector {
  readonly matchLabels?: Labels
  readonly matchExpressions?: readonly {readonly key: string; readonly operator: string; readonly values?: readonly string[]}[]
}

/** A LabelSelector object, as in a Deployment or PodDisruptionBudget: the empty one selects everything, none at all nothing. */
export function matchesSelector(selector: unknown, labels: Labels): boolean {
  if (typeof selector !== 'object' || selector === null) return false
  const {matchLabels = {}, matchExpressions = []} = selector as Selector
  if (!Object.entries(matchLabels).every(([key, value]) => labels[key] === value)) return false
  return matchExpressions.every(({key, operator, values = []}) => {
    const has = Object.hasOwn(labels, key)
    if (operator === 'Exists') return has
    if (operator === 'DoesNotExist') return !has
    if (operator === 'In') return has && values.includes(labels[key] ?? '')
    return !has || !values.includes(labels[key] ?? '')
  })
}
