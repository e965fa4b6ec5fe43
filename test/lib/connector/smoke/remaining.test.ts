import {describe, expect, it} from '@jest/globals'
import {known, unknown} from '../../../../src/lib/checks/engine/fact.ts'
import {isForbidden, leftOf, type Remaining} from '../../../../src/lib/connector/smoke/remaining.ts'
import {NotAllowedError, UserError} from '../../../../src/lib/errors.ts'
import {group, object, podThatReached} from './state.ts'

const gone: Remaining = {pods: known(new Map()), containerGroups: known(new Map())}
const pods: Remaining['pods'] = known(new Map([['p', object()]]))
const containerGroups: Remaining['containerGroups'] = known(new Map([['default-p', group()]]))

describe('what is left of a sample pod', () => {
  it.each<readonly [string, Partial<Remaining>, readonly string[]]>([
    ['nothing', {}, []],
    ['its Pod', {pods}, ['pod default/p']],
    ['its container group', {containerGroups}, ['container group g/default-p']],
    ['what nobody could look at', {pods: unknown('no route')}, ['unknown: pod default/p: no route']],
    ['both', {pods, containerGroups: unknown('HTTP 503')}, ['pod default/p', 'unknown: container group g/default-p: HTTP 503']],
  ])('is %s', (_, seen, left) => {
    expect(leftOf(podThatReached(), {...gone, ...seen})).toEqual(left)
  })

  it('is not another pod', () => {
    const others: Remaining = {pods: known(new Map([['q', object()]])), containerGroups: known(new Map([['default-q', group()]]))}
    expect(leftOf(podThatReached(), others)).toEqual([])
  })
})

it('only a right that is missing makes a look useless', () => {
  expect(isForbidden(gone)).toBe(false)
  expect(isForbidden({pods, containerGroups})).toBe(false)
  expect(isForbidden({...gone, pods: unknown('no route', new UserError('no route'))})).toBe(false)
  expect(isForbidden({...gone, containerGroups: unknown('may not', new NotAllowedError('may not'))})).toBe(true)
})
