import {audience} from '../access/tokens.ts'
import type {Request} from '../context.ts'
import type {Answer} from '../http/answer.ts'
import type {Parts} from '../parts.ts'
import {fieldsOf, isFields, numberOf, textOf, timestamp} from '../object.ts'
import type {Call} from '../http/call.ts'
import {conflict, invalid, notFound} from '../status-error.ts'
import {bodyAs} from './body-object.ts'

const shortest = 600

/** A token for a service account, `POST …/serviceaccounts/{name}/token`, on its own or bound to a pod. */
export function requestToken(parts: Parts, request: Request, call: Call): Answer {
  const {store} = parts.context
  const {namespace = '', name = ''} = request
  const body = bodyAs(parts, request, call, {
    group: 'authentication.k8s.io',
    version: 'v1',
    kind: 'TokenRequest',
    model: 'AuthenticationV1TokenRequest',
  })
  const account = store.get('serviceaccounts', namespace, name)
  if (account === undefined) throw notFound({group: '', resource: 'serviceaccounts', name})
  const spec = fieldsOf(body, 'spec')
  const seconds = numberOf(spec, 'expirationSeconds') ?? 3600
  if (seconds < shortest) {
    const message = `Invalid value: ${seconds}: may not specify a duration less than 10 minutes`
    throw invalid('TokenRequest', 'authentication.k8s.io', '', [{reason: 'FieldValueInvalid', message, field: 'spec.expirationSeconds'}])
  }
  const wanted = Array.isArray(spec.audiences) ? (spec.audiences as string[]) : []
  const audiences = wanted.length === 0 ? [audience] : wanted
  const ref = isFields(spec.boundObjectRef) ? spec.boundObjectRef : undefined
  const bound = ref === undefined ? undefined : boundPod(parts, namespace, name, textOf(ref, 'name'), textOf(ref, 'uid'))
  const token = parts.tokens.issueBound(
    {namespace, account: {name, uid: account.metadata.uid ?? ''}, ...(bound === undefined ? {} : {bound})},
    audiences,
    seconds,
  )
  return {
    code: 201,
    body: {
      kind: 'TokenRequest',
      apiVersion: 'authentication.k8s.io/v1',
      metadata: {name, namespace, uid: account.metadata.uid, creationTimestamp: timestamp()},
      spec: {audiences, expirationSeconds: seconds, boundObjectRef: ref ?? null},
      status: {token, expirationTimestamp: timestamp(new Date(Date.now() + seconds * 1000))},
    },
  }
}

function boundPod(parts: Parts, namespace: string, account: string, name: string, uid: string): {kind: 'pod'; name: string; uid: string} {
  const pod = parts.context.store.get('pods', namespace, name)
  if (pod === undefined) throw notFound({group: '', resource: 'pods', name})
  const actual = pod.metadata.uid ?? ''
  if (uid !== '' && uid !== actual) {
    throw conflict(
      {group: '', resource: 'serviceaccounts', name: account},
      `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`,
    )
  }
  if (textOf(pod.spec, 'serviceAccountName') !== account) {
    const message = `Invalid value: ${JSON.stringify(name)}: cannot bind token for serviceaccount ${JSON.stringify(account)} to pod running with different serviceaccount name.`
    throw invalid('TokenRequest', 'authentication.k8s.io', '', [{reason: 'FieldValueInvalid', message, field: 'spec.boundObjectRef.name'}])
  }
  return {kind: 'pod', name, uid: actual}
}
