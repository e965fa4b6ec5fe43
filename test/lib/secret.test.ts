import {inspect} from 'node:util'
import {describe, expect, it} from '@jest/globals'
import {Secret} from '../../src/lib/secret.ts'

describe('a secret', () => {
  const secret = new Secret('p4ss, word')

  it.each([
    ['a template', `a ${secret as unknown as string} b`],
    ['JSON', JSON.stringify({secret})],
    ['the console', inspect({deep: {secret}}, {depth: 5, showHidden: true})],
    ['a concatenation', `value: ${String(secret)}`],
    ['its entries', JSON.stringify(Object.entries(secret))],
  ])('cannot be seen in %s', (_, text) => {
    expect(text).not.toContain('p4ss')
  })

  it('gives its text when asked to', () => {
    expect(secret.reveal()).toBe('p4ss, word')
  })
})
