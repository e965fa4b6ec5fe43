import {describe, expect, it} from '@jest/globals'
import {howFar, openJournal} from '../../../../src/lib/connector/session/journal.ts'
import {talkTo} from '../../../talk.ts'

const open = () => {
  const said: string[] = []
  const journal = openJournal(talkTo({step: text => void said.push(text)}), ({name}: {name: string}) => `Do ${name}`)
  return {said, journal}
}

describe('a journal', () => {
  it('keeps the steps themselves, and says each in words when it begins', async () => {
    const {said, journal} = open()
    const [one, two] = [{name: 'one'}, {name: 'two'}]
    expect(await journal.take(one, () => Promise.resolve(1))).toBe(1)
    await expect(journal.take(two, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(said).toEqual(['Do one', 'Do two'])
    expect(journal.done[0]).toBe(one)
    expect(journal.unfinished).toEqual([two])
    expect(howFar(journal)).toEqual(['Done: Do one.', 'May be incomplete: Do two.'])
  })

  it('says nothing when nothing was begun', () => {
    expect(howFar(open().journal)).toEqual([])
  })
})
