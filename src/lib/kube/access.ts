import {UserError} from '../errors.ts'
import type {Kubectl} from './kubectl.ts'

/** One thing that somebody may or may not do. */
export interface AccessQuestion {
  /** As the API server names them: `system:serviceaccount:NAMESPACE:NAME`. */
  readonly user: string
  readonly verb: string
  /** API group; empty: core. */
  readonly group: string
  /** With subresource: `nodes/status`. */
  readonly resource: string
  /** Default: the whole cluster. */
  readonly namespace?: string
  /** Default: any. */
  readonly name?: string
}

/** Asks the API server about each, in one call of kubectl; the answers come in the order of the questions. */
export async function reviewAccess(kubectl: Kubectl, questions: readonly AccessQuestion[]): Promise<readonly boolean[]> {
  const items = questions.map(({user, verb, group, resource, namespace, name}) => {
    const [plural = '', subresource] = resource.split('/')
    return {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      spec: {
        user,
        groups: groupsOf(user),
        resourceAttributes: {
          verb,
          group,
          resource: plural,
          ...(subresource !== undefined && {subresource}),
          ...(namespace !== undefined && {namespace}),
          ...(name !== undefined && {name}),
        },
      },
    }
  })
  const stdout = await kubectl.call(
    'ask what the service accounts of the connectors may do',
    // Not looked up in the server's schema: that takes longer than all the answers.
    ['create', '-f', '-', '--validate=false', '-o', String.raw`jsonpath={.status.allowed}{"\n"}`],
    {input: JSON.stringify({apiVersion: 'v1', kind: 'List', items})},
  )
  const answers = stdout.split('\n').filter(line => line.trim() !== '')
  if (answers.length !== questions.length)
    throw new UserError(`kubectl gave ${answers.length} answers to ${questions.length} questions about rights.`)
  return answers.map(line => line.trim() === 'true')
}

/** Those that the API server itself puts a service account in. */
function groupsOf(user: string): readonly string[] {
  const namespace = /^system:serviceaccount:([^:]+):/.exec(user)?.[1]
  return namespace === undefined
    ? ['system:authenticated']
    : ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated']
}
