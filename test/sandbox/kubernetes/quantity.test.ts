import {describe, expect, it} from '@jest/globals'
import {canonicalQuantity} from '../../../sandbox/kubernetes/schema/quantity.ts'

describe('canonicalQuantity', () => {
  it.each([
    ['0.5', '500m'],
    ['1000m', '1'],
    ['1024Mi', '1Gi'],
    ['1500Mi', '1500Mi'],
    ['1000', '1k'],
    ['0', '0'],
    ['10k', '10k'],
    ['1.5Gi', '1536Mi'],
    ['1e3', '1000'],
    ['100m', '100m'],
  ])('%s is %s', (given, kept) => {
    expect(canonicalQuantity(given)).toBe(kept)
  })

  it.each(['', 'abc', '1x', '1 Gi', '--1'])('%j is none', text => {
    expect(canonicalQuantity(text)).toBeUndefined()
  })
})
