import {describe, expect, it} from '@jest/globals'
import {gatherUnknown} from '../../src/findings/gather-unknown.ts'
import {finding} from './finding.ts'

const away = (id: string, target: string) => finding({id, target, verdict: 'unknown', message: 'Azure is away', remedy: 'Sign in.'})
const bad = finding({verdict: 'problem'})

describe('checks that could not run', () => {
  it('for the same reason become one', () => {
    const alone = finding({id: 'x', verdict: 'unknown', message: 'Helm is away', remedy: ''})
    const all = [away('a', 'one'), bad, away('b', 'one'), alone, away('a', 'two')]
    expect(gatherUnknown(all)).toEqual([{...away('a', 'one'), id: '2 checks', target: 'one, two'}, bad, alone])
  })

  it('keep their name if they are one check of several connectors, which are counted if they are many', () => {
    expect(gatherUnknown(['one', 'two', 'three', 'four'].map(target => away('a', target)))).toMatchObject([{id: 'a', target: '4 targets'}])
  })

  it('are not mixed up with problems that read the same', () => {
    const all = [away('a', 'one'), {...away('b', 'one'), verdict: 'problem' as const}]
    expect(gatherUnknown(all)).toEqual(all)
  })
})
