import {UserError} from '../errors.ts'
import {parseAnswer, refusalError, type Api} from './api.ts'
import type {Kubectl} from './kubectl.ts'

/** Whether a user may do something. */
export interface AccessQuestion {
  /** As the API server names users: `system:serviceaccount:NAMESPACE:NAME`. Default: the current user; this needs no permission. */
  readonly user?: string
  readonly verb: string
  /** Empty for the core group. */
  readonly apiGroup: string
  /** With its subresource, if there is one: `nodes/status`. */
  readonly resource: string
  /** Default: the whole cluster. */
  readonly namespace?: string
  /** Default: any. */
  readonly name?: string
}

const doing = 'check the permissions'

/** Asks the API server all questions; returns the answers in the same order. One kubectl asks all of them, because a connector alone has about twenty. */
export async function reviewAccess(kubectl: Kubectl, questions: readonly AccessQuestion[]): Promise<readonly boolean[]> {
  const items = questions.map(question => ({apiVersion: 'authorization.k8s.io/v1', ...reviewOf(question)}))
  const {api} = kubectl
  if (api.by === 'https') return Promise.all(items.map(item => ask(api, item)))
  const stdout = await kubectl.call(
    doing,
    // To validate the questions, kubectl would download the schema of the server, which takes longer than all answers.
    ['create', '-f', '-', '--validate=false', '-o', String.raw`jsonpath={.status.allowed}{"\n"}`],
    {input: JSON.stringify({apiVersion: 'v1', kind: 'List', items})},
  )
  const answers = stdout.split('\n').filter(line => line.trim() !== '')
  if (answers.length !== questions.length)
    throw new UserError(`kubectl returned ${answers.length} answers to ${questions.length} questions about permissions.`)
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

/** The groups that the API server gives a user: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#service-account-tokens */
function userGroupsOf(user: string): readonly string[] {
  const namespace = /^system:serviceaccount:([^:]+):/.exec(user)?.[1]
  return namespace === undefined
    ? ['system:authenticated']
    : ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated']
}
