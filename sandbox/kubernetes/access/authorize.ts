import {StatusError, forbidden} from '../status-error.ts'
import type {Attributes} from './attributes.ts'
import type {Rbac} from './rbac.ts'
import type {User} from './user.ts'

/** Throws a 403 with the text of kube-apiserver if the user lacks the permission. */
export function authorize(rbac: Rbac, user: User, wanted: Attributes): void {
  if (!rbac.allows(user, wanted)) throw denial(user, wanted)
}

function denial(user: User, wanted: Attributes): StatusError {
  const who = JSON.stringify(user.username)
  if ('path' in wanted)
    return new StatusError(403, 'Forbidden', `forbidden: User ${who} cannot ${wanted.verb} path ${JSON.stringify(wanted.path)}`, {})
  const {verb, group, resource, subresource, namespace, name} = wanted
  const full = subresource === '' ? resource : `${resource}/${subresource}`
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace ${JSON.stringify(namespace)}`
  const why = `User ${who} cannot ${verb} resource ${JSON.stringify(full)} in API group ${JSON.stringify(group)} ${where}`
  return forbidden({group, resource, name}, why)
}
