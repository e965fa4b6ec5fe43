import {describe, expect, it} from '@jest/globals'
import {NotAllowedError} from '../../../src/lib/errors.ts'
import {parseAnswer, refusalError, type Refusal} from '../../../src/lib/kubernetes/api.ts'
import {ClusterError, ClusterUnreachable, ConflictError} from '../../../src/lib/kubernetes/cluster-errors.ts'

const user = 'User "reader" cannot create resource "pods" in API group "" in the namespace "vk"'

describe('what the API server refuses', () => {
  it.each<readonly [string, Refusal, new (...args: never[]) => Error]>([
    ['a right that is missing', {code: 403, reason: 'Forbidden', message: `pods "p" is forbidden: ${user}`}, NotAllowedError],
    ['a quota', {code: 403, reason: 'Forbidden', message: 'pods "p" is forbidden: exceeded quota: q'}, ClusterError],
    ['a page that says so', {code: 403, message: `forbidden: ${user}`}, ClusterError],
    ['an object of this name', {code: 409, reason: 'AlreadyExists', message: 'x'}, ConflictError],
    ['another version', {code: 409, reason: 'Conflict', message: 'x'}, ConflictError],
    ['a gateway without a server', {code: 502, message: 'x'}, ClusterUnreachable],
    ['a server that is not ready, told by kubectl', {reason: 'ServiceUnavailable', message: 'x'}, ClusterUnreachable],
    ['words that only look like a conflict', {code: 500, message: 'pods "p" already exists, the object has been modified'}, ClusterError],
  ])('because of %s is an error of its kind', (_, refusal, kind) => {
    const error = refusalError('do it', refusal)
    expect(error.constructor).toBe(kind)
    expect(error.message).toBe(`Could not do it: ${refusal.message}`)
  })
})

it.each(['', 'null', '"text"', '<html>'])('%j is no answer', text => {
  expect(() => parseAnswer(text)).toThrow(ClusterError)
})
