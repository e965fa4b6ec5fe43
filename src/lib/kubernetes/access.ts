import {UserError} from '../errors.ts'
import {parseAnswer, refusalError, type Api} from './api.ts'
import type {Kubectl} from './kubectl.ts'

/** One thing that somebody may or may not do. */
export interface AccessQuestion {
  /** As the API server names them: `system:serviceaccount:NAMESPACE:NAME`. Default: whoever asks, which everybody may ask about. */
  readonly user?: string
  readonly verb: string
  /** Empty: core. */
  readonly apiGroup: string
  /** With subresource: `nodes/status`. */
  readonly resource: string
  /** Default: the whole cluster. */
  readonly namespace?: string
  /** Default: any. */
  readonly name?: string
}

const doing = 'ask the API server who may do what'

/** Asks the API server about each; the answers come in the order of the questions. A connector alone has a score of them, so kubectl is given all at once. */
export async function reviewAccess(kubectl: Kubectl, questions: readonly AccessQuestion[]): Promise<readonly boolean[]> {
  const items = questions.map(question => ({apiVersion: 'authorization.k8s.io/v1', ...reviewOf(question)}))
  const {api} = kubectl
  if (api.by === 'https') return Promise.all(items.map(item => ask(api, item)))
  const stdout = await kubectl.call(
    doing,
    // Not looked up in the server's schema: that takes longer than all the answers.
    ['create', '-f', '-', '--validate=false', '-o', String.raw`jsonpath={.status.allowed}{"\n"}`],
    {input: JSON.stringify({apiVersion: 'v1', kind: 'List', items})},
  )
  const answers = stdout.split('\n').filter(line => line.trim() !== '')
  if (answers.length !== questions.length)
    throw new UserError(`kubectl gave ${answers.length} answers to ${questions.length} questions about rights.`)
  return answers.map(line => line.trim() === 'true')
}

async function ask(api: Api, review: {readonly kind: string}): Promise<boolean> {
  const {text, refused} = await api.create(`/apis/authorization.k8s.io/v1/${review.kind.toLowerCase()}s`, review, {once: false})
  if (refused !== undefined) throw refusalError(doing, refused)
  return (parseAnswer(text) as {readonly status?: {readonly allowed?: boolean}}).status?.allowed === true
}

function reviewOf({user, verb, apiGroup, resource, namespace, name}: AccessQuestion): {readonly kind: string; readonly spec: unknown} {
  const [plural = '', subresource] = resource.split('/')
  return {
    kind: user === undefined ? 'SelfSubjectAccessReview' : 'SubjectAccessReview',
    spec: {
      ...(user !== undefined && {user, groups: userGroupsOf(user)}),
      resourceAttributes: {
        verb,
        group: apiGroup,
        resource: plural,
        ...(subresource !== undefined && {subresource}),
        ...(namespace !== undefined && {namespace}),
        ...(name !== undefined && {name}),
      },
    },
  }
}

/** Those that the API server itself puts a service account in. */
function userGroupsOf(user: string): readonly string[] {
  const namespace = /^system:serviceaccount:([^:]+):/.exec(user)?.[1]
  return namespace === undefined
    ? ['system:authenticated']
    : ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated']
}
