import {describe, expect, it} from '@jest/globals'
import {mutated, mutationsOf, sample} from '../../scripts/mutation/mutations.ts'

const text = `import {a} from './a.ts'
/** Whether a === b. */
export function isBig(a: number): boolean {
  return a > 1 && a === 2
}
`

describe('mutations', () => {
  it('change what decides, not imports and comments', () => {
    expect(mutationsOf('a.ts', text).map(({line, after}) => [line, after])).toEqual([
      [4, 'return a > 1 && a !== 2'],
      [4, 'return a > 1 || a === 2'],
      [4, 'return a <= 1 && a === 2'],
    ])
  })

  it('are put into the text in their line', () => {
    const [first] = mutationsOf('a.ts', text)
    expect(first && mutated(text, first)).toBe(text.replace('a === 2', 'a !== 2'))
  })

  it('are sampled one a file, the same for the same seed', () => {
    const all = [...mutationsOf('a.ts', text), ...mutationsOf('b.ts', text)]
    expect(sample(all, 5, 7)).toEqual(sample(all, 5, 7))
    expect(
      sample(all, 5, 7)
        .map(({file}) => file)
        .toSorted(),
    ).toEqual(['a.ts', 'b.ts'])
  })
})
