import {expect, it} from '@jest/globals'
import {NotAllowedError} from '../../../src/lib/errors.ts'
import {ClusterError, ClusterUnreachable} from '../../../src/lib/kubernetes/cluster-errors.ts'
import {reasonsOf, unreadError, type Unread} from '../../../src/lib/kubernetes/unread.ts'

const forbidden: Unread = {kind: 'Secret', status: 'Forbidden', reason: 'secrets is forbidden'}
const away: Unread = {kind: 'Pod', status: 'ServiceUnavailable', reason: 'away'}
const garbled: Unread = {kind: 'Node', reason: 'the API server answered 500 to GET /api/v1/nodes'}

it.each([
  ['a right that is missing', [garbled, away, forbidden], NotAllowedError],
  ['a server that is away', [garbled, away], ClusterUnreachable],
  ['anything else', [garbled], ClusterError],
] as const)('what was not read because of %s is an error of its kind, with all reasons', (_, unread, kind) => {
  const error = unreadError('read it', unread)
  expect(error.constructor).toBe(kind)
  expect(error.message).toBe(`Could not read it: ${unread.map(({reason}) => reason).join('; ')}`)
})

it('a reason is said once', () => {
  expect(reasonsOf([away, forbidden, away])).toEqual(['away', 'secrets is forbidden'])
})
