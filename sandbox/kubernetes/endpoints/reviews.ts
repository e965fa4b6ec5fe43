import type {Attributes} from '../access/attributes.ts'
import {audience} from '../access/tokens.ts'
import type {User} from '../access/user.ts'
import type {Request} from '../context.ts'
import type {Answer} from '../http/answer.ts'
import type {Parts} from '../parts.ts'
import {fieldsOf, isFields, textOf, timestamp, type Fields, type KubeObject} from '../object.ts'
import {groupVersion} from '../resources/resource.ts'
import type {Call} from '../http/call.ts'
import {invalid} from '../status-error.ts'
import {bodyAs} from './body-object.ts'

/** Answers reviews: who a user is, or what a user may do. Nothing is stored. */
export function review(parts: Parts, request: Request, call: Call): Answer {
  const {resource} = request
  const body = bodyAs(parts, request, call, resource)
  const answer: Fields = {kind: resource.kind, apiVersion: groupVersion(resource), metadata: body.metadata}
  const spec = fieldsOf(body, 'spec')
  switch (resource.kind) {
    case 'SelfSubjectReview':
      return {code: 201, body: {...answer, metadata: {creationTimestamp: timestamp()}, status: {userInfo: userInfo(request.user)}}}
    case 'TokenReview':
      return {code: 201, body: {...answer, spec, status: tokenStatus(parts, spec)}}
    case 'SelfSubjectAccessReview':
      return {code: 201, body: {...answer, spec, status: {allowed: parts.rbac.allows(request.user, attributesOf(request, body))}}}
    default: {
      const groups = Array.isArray(spec.groups) ? (spec.groups as string[]) : []
      const user: User = {username: textOf(spec, 'user'), groups}
      return {code: 201, body: {...answer, spec, status: {allowed: parts.rbac.allows(user, attributesOf(request, body))}}}
    }
  }
}

function attributesOf({resource}: Request, body: KubeObject): Attributes {
  const spec = fieldsOf(body, 'spec')
  const wanted = spec.resourceAttributes
  if (isFields(wanted)) {
    const {
      verb = '',
      group = '',
      resource: name = '',
      subresource = '',
      namespace = '',
      name: object = '',
    } = wanted as Record<string, string>
    return {verb, group, resource: name, subresource, namespace, name: object}
  }
  if (isFields(spec.nonResourceAttributes))
    return {verb: textOf(spec.nonResourceAttributes, 'verb'), path: textOf(spec.nonResourceAttributes, 'path')}
  const message = 'Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified'
  throw invalid(resource.kind, resource.group, '', [{reason: 'FieldValueInvalid', message, field: 'spec.resourceAttributes'}])
}

function tokenStatus(parts: Parts, spec: Fields): Fields {
  const audiences = Array.isArray(spec.audiences) && spec.audiences.length > 0 ? (spec.audiences as string[]) : [audience]
  const user = parts.authenticator.userOfToken(textOf(spec, 'token'), audiences)
  return user === undefined ? {user: {}, error: 'invalid bearer token'} : {authenticated: true, user: userInfo(user), audiences}
}

function userInfo({username, uid, groups, extra}: User): Fields {
  return {username, ...(uid === undefined ? {} : {uid}), groups, ...(extra === undefined ? {} : {extra})}
}
