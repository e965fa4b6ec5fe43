import {printedHints} from '../../printed-hints.ts'
import {describe, expect, it} from '@jest/globals'
import {exitCodes, NotAllowedError} from '../../../src/lib/errors.ts'
import {
  ClusterError,
  ClusterUnreachable,
  ConflictError,
  credentialsRefused,
  isConflict,
  isMissingRight,
  rightMissing,
  unreachable,
} from '../../../src/lib/kubernetes/cluster-errors.ts'

describe('a right is missing', () => {
  it.each([
    ['pods is forbidden: User "me" cannot list resource "pods" in API group "" in the namespace "vk"', true],
    ['forbidden: User "system:anonymous" cannot get path "/api"', true],
    [
      'roles.rbac.authorization.k8s.io "r" is forbidden: user "me" (groups=["g"]) is attempting to grant RBAC permissions not currently held',
      true,
    ],
    ['pods "x" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1', false],
    ['pods "x" is forbidden: violates PodSecurity "restricted:latest": host namespaces (hostNetwork=true)', false],
    ['secrets "x" is forbidden: unable to create new content in namespace vk because it is being terminated', false],
    ['pods "user" not found', false],
  ])('if the API server says so: %s', (text, missing) => {
    expect(isMissingRight(text)).toBe(missing)
  })
})

describe('a conflict', () => {
  it.each([
    ['AlreadyExists', true],
    ['Conflict', true],
    ['Forbidden', false],
    [undefined, false],
  ])('has the reason %s: %s', (reason, expected) => {
    expect(isConflict(reason)).toBe(expected)
  })

  it('keeps its reason, and is an error of the cluster', () => {
    const error = new ConflictError('It changed.', 'Conflict')
    expect(error).toBeInstanceOf(ClusterError)
    expect(error).toMatchObject({message: 'It changed.', reason: 'Conflict', exitCode: exitCodes.failed})
  })
})

describe('errors', () => {
  it.each([
    ['of a missing right', rightMissing('No.'), NotAllowedError, exitCodes.notAllowed, /Ask the cluster administrator/],
    ['of credentials', credentialsRefused('No.'), NotAllowedError, exitCodes.notAllowed, /rejected the credentials/],
    ['of an API server out of reach', unreachable('No.'), ClusterUnreachable, exitCodes.failed, /reach its API server from here/],
  ])('%s say what to do', (_, error, type, exitCode, hint) => {
    expect(error).toBeInstanceOf(type)
    expect(error).toMatchObject({message: 'No.', exitCode})
    expect(printedHints(error)).toMatch(hint)
  })
})
