import type {IncomingMessage} from 'node:http'
import {authorize} from './authorize.ts'
import type {Rbac} from './rbac.ts'
import type {User} from './user.ts'

const account = /^system:serviceaccount:([^:]+):([^:]+)$/

/** The user of a request. With `Impersonate-User` and `Impersonate-Group` it is another user, for callers who may `impersonate`. */
export function impersonate(rbac: Rbac, user: User, {headersDistinct: headers}: IncomingMessage): User {
  const username = headers['impersonate-user']?.[0]
  if (username === undefined) return user
  const groups = headers['impersonate-group'] ?? []
  const may = (resource: string, name: string, namespace = ''): void =>
    authorize(rbac, user, {verb: 'impersonate', group: '', resource, subresource: '', namespace, name})
  const [, namespace, name] = account.exec(username) ?? []
  if (namespace === undefined || name === undefined) may('users', username)
  else may('serviceaccounts', name, namespace)
  for (const group of groups) may('groups', group)
  const own = namespace === undefined || groups.length > 0 ? [] : ['system:serviceaccounts', `system:serviceaccounts:${namespace}`]
  return {username, groups: [...new Set([...groups, ...own, 'system:authenticated'])]}
}
