import {expect, it} from '@jest/globals'
import {amountOf} from '../../../../src/lib/checks/manifest/quantity.ts'
import {growth} from './growth.ts'

it.each([
  ['1', 1],
  [2, 2],
  ['0.5', 0.5],
  ['.5', 0.5],
  ['500m', 0.5],
  ['1.5Gi', 1.5 * 2 ** 30],
  ['1G', 1e9],
  ['128Ki', 131_072],
  ['1e3', 1000],
  ['2E', 2e18],
  ['12E-1', 1.2],
])('takes %s for %d', (quantity, amount) => {
  expect(amountOf(quantity)).toBeCloseTo(amount, 9)
})

it.each(['', 'many', '1 G', '1GB', '1g', '--1', '1.2.3'])('does not take %j for a quantity', text => {
  expect(amountOf(text)).toBeNaN()
})

it.each<[string, (length: number) => string]>([
  ['digits', length => `${'1'.repeat(length)}x`],
  ['a fraction', length => `1.${'1'.repeat(length)}x`],
  ['an exponent', length => `${'1'.repeat(length / 2)}e${'1'.repeat(length / 2)}x`],
])('takes no time for %s without end', (_, textOf) => {
  expect(growth(textOf, text => void amountOf(text))).toBeLessThan(10)
})
