import {describe, expect, it} from '@jest/globals'
import type {Host} from '../../../src/lib/connector/session/host.ts'
import {openJournal} from '../../../src/lib/connector/session/journal.ts'
import {NotAllowedError} from '../../../src/lib/errors.ts'
import {deleteGroups, describe as inWords} from '../../../src/lib/orphans/delete-groups.ts'
import type {DeleteGroup} from '../../../src/lib/orphans/plan.ts'
import {containerGroup, found} from './groups.ts'
import {talkTo} from '../../talk.ts'

/** An Azure with these container groups, in which a deletion takes one look, unless `stuck` names it. */
function start(names: readonly string[], {stuck = [], refused = []}: {stuck?: readonly string[]; refused?: readonly string[]} = {}) {
  const there = new Map(names.map(name => [`default-${name}`, containerGroup(name)]))
  const going = new Set<string>()
  const asked: string[] = []
  let clock = 0
  const host = {
    now: () => new Date(clock),
    sleep: async (ms: number) => void (clock += ms),
    talk: talkTo(),
    azure: {
      async containerGroup(_: string, name: string) {
        const one = there.get(name)
        if (going.has(name) && !stuck.includes(name)) there.delete(name)
        return one
      },
      async deleteContainerGroup(resourceGroup: string, name: string) {
        asked.push(`${resourceGroup}/${name}`)
        if (refused.includes(name)) throw new NotAllowedError('You may not delete it.')
        going.add(name)
      },
    },
  } as unknown as Host
  const step = (name: string): DeleteGroup => ({do: 'delete-container-group', group: found(name)})
  const take = (steps: readonly DeleteGroup[]) =>
    deleteGroups(steps, {host, journal: openJournal(host.talk, inWords), deadline: new Date(60_000)})
  return {there, asked, step, take}
}

const {id} = found('a')

describe('container groups that are deleted', () => {
  it('are waited for until Azure shows none of them', async () => {
    const names = Array.from({length: 20}, (_, index) => `p${index}`)
    const {there, asked, step, take} = start(names)
    const {removed, left} = await take(names.map(step))
    expect(removed).toHaveLength(20)
    expect(left).toEqual([])
    expect(there.size).toBe(0)
    expect(asked).toHaveLength(20)
  })

  it('are left to a new pod of the same name', async () => {
    const {there, asked, step, take} = start([])
    there.set('default-a', containerGroup('a', {tags: {UID: 'younger'}}))
    expect(await take([step('a')])).toEqual({removed: [], left: [{id, reason: 'It belongs to another pod now.'}]})
    expect(asked).toEqual([])
  })

  it('that cannot be deleted are told, and do not keep the others', async () => {
    const {step, take} = start(['a', 'b', 'c'], {refused: ['default-a'], stuck: ['default-b']})
    const {removed, left} = await take(['a', 'b', 'c'].map(step))
    expect(removed).toEqual([found('c').id])
    expect(left).toEqual([
      {id, reason: 'You may not delete it.'},
      {id: found('b').id, reason: 'Azure has not finished the deletion in time.'},
    ])
  })
})
