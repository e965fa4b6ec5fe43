import {fieldsOf, listOf, textOf, type KubeObject} from '../object.ts'
import type {Cause} from '../status-error.ts'
import {invalidValue, notSupported, required} from './cause.ts'

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0
}

export function validateRole(role: KubeObject): Cause[] {
  return listOf(role, 'rules').flatMap((rule, index) => {
    const at = `rules[${index}]`
    const causes: Cause[] = []
    if (lengthOf(rule.verbs) === 0) causes.push(required(`${at}.verbs`, 'verbs must contain at least one value'))
    if (lengthOf(rule.nonResourceURLs) > 0) {
      if (role.kind === 'Role')
        causes.push(invalidValue(`${at}.nonResourceURLs`, rule.nonResourceURLs, 'namespaced rules cannot apply to non-resource URLs'))
      else if (lengthOf(rule.apiGroups) + lengthOf(rule.resources) + lengthOf(rule.resourceNames) > 0) {
        causes.push(
          invalidValue(`${at}.nonResourceURLs`, rule.nonResourceURLs, 'rules cannot apply to both regular resources and non-resource URLs'),
        )
      }
      return causes
    }
    if (lengthOf(rule.apiGroups) === 0) causes.push(required(`${at}.apiGroups`, 'resource rules must supply at least one api group'))
    if (lengthOf(rule.resources) === 0) causes.push(required(`${at}.resources`, 'resource rules must supply at least one resource'))
    return causes
  })
}

export function validateBinding(binding: KubeObject): Cause[] {
  const ref = fieldsOf(binding, 'roleRef')
  const causes: Cause[] = []
  const kinds = binding.kind === 'ClusterRoleBinding' ? ['ClusterRole'] : ['Role', 'ClusterRole']
  if (textOf(ref, 'apiGroup') !== 'rbac.authorization.k8s.io')
    causes.push(notSupported('roleRef.apiGroup', textOf(ref, 'apiGroup'), ['rbac.authorization.k8s.io']))
  if (!kinds.includes(textOf(ref, 'kind'))) causes.push(notSupported('roleRef.kind', textOf(ref, 'kind'), kinds))
  if (textOf(ref, 'name') === '') causes.push(required('roleRef.name'))
  listOf(binding, 'subjects').forEach((subject, index) => {
    const at = `subjects[${index}]`
    const kind = textOf(subject, 'kind')
    if (textOf(subject, 'name') === '') causes.push(required(`${at}.name`))
    if (kind === 'ServiceAccount') {
      if (textOf(subject, 'namespace') === '' && binding.kind === 'ClusterRoleBinding') causes.push(required(`${at}.namespace`))
    } else if (kind !== 'User' && kind !== 'Group') causes.push(notSupported(`${at}.kind`, kind, ['ServiceAccount', 'User', 'Group']))
  })
  return causes
}
