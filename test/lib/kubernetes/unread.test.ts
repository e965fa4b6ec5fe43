import {describe, expect, it} from '@jest/globals'
import {ConflictError, kubectlError} from '../../../src/lib/kubernetes/kubectl-errors.ts'
import {unreadOf, type Asked} from '../../../src/lib/kubernetes/unread.ts'

const asked: readonly Asked[] = [{kind: 'ConfigMap'}, {kind: 'Deployment'}, {kind: 'Secret'}]
const forbidden = (resource: string) =>
  `Error from server (Forbidden): ${resource} is forbidden: User "reader" cannot list resource "${resource}" in API group "" at the cluster scope`

describe('what kubectl could not read', () => {
  it('is the kind that the line names', () => {
    expect(unreadOf(forbidden('deployments.apps'), asked, () => false)).toEqual([
      {kind: 'Deployment', status: 'Forbidden', reason: expect.stringMatching(/^deployments\.apps is forbidden/)},
    ])
  })

  it('is the object that the line names, not another of its kind', () => {
    const objects: readonly Asked[] = [
      {kind: 'Secret', name: 'a', namespace: 'x'},
      {kind: 'Secret', name: 'b', namespace: 'x'},
    ]
    const line = 'Error from server (Forbidden): secrets "b" is forbidden: User "reader" cannot get resource "secrets"'
    expect(unreadOf(line, objects, () => false)).toEqual([expect.objectContaining({name: 'b', namespace: 'x', status: 'Forbidden'})])
  })

  it('may be anything that was not read when the line names nothing', () => {
    const line = 'Error from server: etcdserver: request timed out'
    expect(unreadOf(line, asked, ({kind}) => kind === 'ConfigMap')).toEqual([
      {kind: 'Deployment', reason: 'etcdserver: request timed out'},
      {kind: 'Secret', reason: 'etcdserver: request timed out'},
    ])
    const both = unreadOf(`${forbidden('secrets')}\n${line}`, asked, ({kind}) => kind === 'ConfigMap')
    expect(both.map(({kind, status}) => [kind, status])).toEqual([
      ['Secret', 'Forbidden'],
      ['Deployment', undefined],
    ])
  })
})

it.each([
  ['AlreadyExists', 'Error from server (AlreadyExists): error when creating "STDIN": configmaps "x" already exists'],
  ['Conflict', 'Error from server (Conflict): Operation cannot be fulfilled on configmaps "x": the object has been modified'],
  ['Conflict', 'error: Operation cannot be fulfilled on configmaps "x": the object has been modified'],
])('a conflict has the reason %s: %s', (reason, stderr) => {
  const error = kubectlError('do it', stderr, 1)
  expect(error).toBeInstanceOf(ConflictError)
  expect((error as ConflictError).reason).toBe(reason)
})
