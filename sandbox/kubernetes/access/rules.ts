import type {Attributes} from './attributes.ts'

/** A rule of a Role or ClusterRole. */
export interface Rule {
  readonly verbs: readonly string[]
  readonly apiGroups?: readonly string[]
  readonly resources?: readonly string[]
  readonly resourceNames?: readonly string[]
  readonly nonResourceURLs?: readonly string[]
}

function has(list: readonly string[] | undefined, value: string): boolean {
  return list !== undefined && (list.includes('*') || list.includes(value))
}

/** Whether an RBAC rule allows a request. */
export function allows(rule: Rule, wanted: Attributes): boolean {
  if (!has(rule.verbs, wanted.verb)) return false
  if ('path' in wanted) {
    return (rule.nonResourceURLs ?? []).some(
      url => url === '*' || url === wanted.path || (url.endsWith('*') && wanted.path.startsWith(url.slice(0, -1))),
    )
  }
  if (!has(rule.apiGroups, wanted.group) || !coversResource(rule, wanted.resource, wanted.subresource)) return false
  const names = rule.resourceNames ?? []
  return names.length === 0 || (wanted.name !== '' && names.includes(wanted.name))
}

function coversResource(rule: Rule, resource: string, subresource: string): boolean {
  const full = subresource === '' ? resource : `${resource}/${subresource}`
  return (rule.resources ?? []).some(name => name === '*' || name === full || (subresource !== '' && name === `*/${subresource}`))
}

/** Splits a rule into rules for one permission each. */
export function singleRights(rule: Rule): Attributes[] {
  const urls = (rule.nonResourceURLs ?? []).flatMap(path => rule.verbs.map(verb => ({verb, path})))
  const names = (rule.resourceNames ?? []).length === 0 ? [''] : (rule.resourceNames ?? [])
  const rights = rule.verbs.flatMap(verb =>
    (rule.apiGroups ?? []).flatMap(group =>
      (rule.resources ?? []).flatMap(full =>
        names.map(name => {
          const [resource = '', subresource = ''] = full.split('/')
          return {verb, group, resource, subresource, name, namespace: ''}
        }),
      ),
    ),
  )
  return [...urls, ...rights]
}
