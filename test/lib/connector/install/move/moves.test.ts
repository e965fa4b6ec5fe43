import {describe, expect, it} from '@jest/globals'
import {questionAbout} from '../../../../../src/lib/connector/install/move/moves.ts'
import type {Wanted} from '../../../../../src/lib/connector/install/wanted.ts'
import type {ConnectorRecord} from '../../../../../src/lib/connector/model/record/record.ts'
import {installed, wanted} from '../wanted.ts'

/** A connector that goes to the resource group `other`. */
function moving(before: Partial<ConnectorRecord> = {}): Wanted {
  const one = wanted()
  const existing = installed(one)
  if (existing.record === undefined) throw new Error('It is installed.')
  return {
    ...one,
    record: {...one.record, aciResourceGroup: 'other'},
    existing: {...existing, record: {...existing.record, ...before}},
  }
}

const pods = new Map([['vk-linux-eastus', ['default/a']]])
const unfinished = (({applied: _, ...rest}: ConnectorRecord) => rest)(installed(wanted()).record as ConnectorRecord)

describe('the question about a move', () => {
  it('names what changes, and the pods', () => {
    expect(questionAbout([moving()], pods)).toBe(
      'vk-linux-eastus moves: ACI resource group changes from MC_g to other. Its pods start again in other, and then stop in MC_g: default/a.\nAre you sure you want to perform this operation?',
    )
  })

  it('is not asked when nothing moves, and another spelling is no move', () => {
    expect(questionAbout([{...wanted(), existing: installed(wanted())}], new Map())).toBeUndefined()
    expect(questionAbout([moving({aciResourceGroup: 'OTHER'})], pods)).toBeUndefined()
  })

  it('is not asked when the connector never worked in the earlier place, or goes back', () => {
    const {existing, ...one} = moving()
    const failed = {...one, existing: {...existing, record: unfinished}}
    expect(questionAbout([failed], new Map())).toBeUndefined()
    expect(questionAbout([failed], pods)).toContain('moves')
    const back = {...one, existing: {...existing, record: {...unfinished, earlierPlaces: [one.record]}}}
    expect(questionAbout([back], pods)).toBeUndefined()
  })
})
