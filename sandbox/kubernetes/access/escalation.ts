import type {Context, Request} from '../context.ts'
import {sameJson, textOf, type KubeObject} from '../object.ts'
import {forbidden} from '../status-error.ts'
import type {Attributes} from './attributes.ts'
import {Rbac} from './rbac.ts'
import {allows, singleRights, type Rule} from './rules.ts'
import {masters, type User} from './user.ts'

const group = 'rbac.authorization.k8s.io'

/** Nobody may grant permissions that they do not have, by a role or a binding, unless they may `escalate` or `bind`. */
export function authorizeEscalation(context: Context, request: Request, object: KubeObject, current?: KubeObject): void {
  if (request.resource.group !== group || request.user.groups.includes(masters)) return
  const rbac = new Rbac(context.store)
  const {name: resource} = request.resource
  const namespace = request.namespace ?? ''
  if (object.kind.endsWith('Role')) {
    if (current !== undefined && sameJson(current.rules, object.rules)) return
    if (rbac.allows(request.user, {verb: 'escalate', group, resource, subresource: '', namespace, name: object.metadata.name})) return
    refuseMore(rbac, request.user, namespace, (object.rules as Rule[] | null | undefined) ?? [], {resource, name: object.metadata.name})
    return
  }
  const ref = object.roleRef
  const roles = textOf(ref, 'kind') === 'Role' ? 'roles' : 'clusterroles'
  if (rbac.allows(request.user, {verb: 'bind', group, resource: roles, subresource: '', namespace, name: textOf(ref, 'name')})) return
  refuseMore(rbac, request.user, namespace, rbac.rulesOfRef(object, namespace), {resource, name: object.metadata.name})
}

function refuseMore(
  rbac: Rbac,
  user: User,
  namespace: string,
  rules: readonly Rule[],
  object: {readonly resource: string; readonly name: string},
): void {
  const own = rbac.rulesOf(user, namespace)
  const extra = rules.filter(rule => singleRights(rule).some(right => !own.some(mine => covers(mine, right))))
  if (extra.length === 0) return
  const who = `user ${JSON.stringify(user.username)} (groups=${JSON.stringify(user.groups)})`
  throw forbidden(
    {group, ...object},
    `${who} is attempting to grant RBAC permissions not currently held:\n${extra.map(ruleText).join('\n')}`,
  )
}

/** Whether a rule covers a permission for all of its objects: only `*` covers `*`. */
function covers(rule: Rule, right: Attributes): boolean {
  if ((rule.resourceNames ?? []).length > 0 && 'name' in right && right.name === '') return false
  return allows(rule, right)
}

function ruleText({apiGroups, resources, resourceNames, nonResourceURLs, verbs}: Rule): string {
  const list = (name: string, items: readonly string[] | undefined): string[] =>
    items === undefined || items.length === 0 ? [] : [`${name}:${JSON.stringify(items).replaceAll(',', ', ')}`]
  const parts = [
    ...list('APIGroups', apiGroups),
    ...list('Resources', resources),
    ...list('ResourceNames', resourceNames),
    ...list('NonResourceURLs', nonResourceURLs),
    ...list('Verbs', verbs),
  ]
  return `{${parts.join(', ')}}`
}
