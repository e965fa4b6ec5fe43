import {describe, expect, it} from '@jest/globals'
import {chosenCharts} from '../../../../../src/lib/connector/install/charts/chosen-charts.ts'
import type {Given} from '../../../../../src/lib/connector/model/record/record.ts'
import {UserError, UsageError} from '../../../../../src/lib/errors.ts'
import {record} from '../wanted.ts'

const ids = [record('Linux'), record('Windows')]
const recorded = (linux: Given, windows: Given = {}) =>
  new Map([
    ['vk-linux-eastus', {record: {...record('Linux'), given: linux}}],
    ['vk-windows-eastus', {record: {...record('Windows'), given: windows}}],
  ])
const never = async () => Promise.reject(new Error('It asked.'))

describe('the charts of an install', () => {
  it('are the one that the user names', async () => {
    const given = {chartUrl: 'oci://x/y', chartDigest: 'sha256:1'}
    const chosen = await chosenCharts({reset: [], ids, given, existing: recorded({chartUrl: 'oci://other'})}, never)
    expect(chosen).toEqual([
      {url: 'oci://x/y', digest: 'sha256:1'},
      {url: 'oci://x/y', digest: 'sha256:1'},
    ])
  })

  it("are vkctl's own without a question when no record says otherwise", async () => {
    expect((await chosenCharts({reset: [], ids, given: {}, existing: recorded({})}, never)).map(({url}) => url)).toEqual([undefined, undefined])
    expect((await chosenCharts({reset: [], ids, given: {}, existing: new Map()}, never)).map(({url}) => url)).toEqual([undefined, undefined])
  })

  it('come from a record, each from its own, only when the user agrees', async () => {
    const existing = recorded({chartUrl: 'https://evil/x.tgz', chartDigest: 'sha256:2'})
    const asked: string[] = []
    const chosen = await chosenCharts({reset: [], ids, given: {}, existing}, async question => void asked.push(question))
    expect(chosen).toEqual([{url: 'https://evil/x.tgz', digest: 'sha256:2'}, {url: undefined, digest: undefined}])
    expect(asked).toEqual([expect.stringContaining('The record of vk-linux-eastus says that its chart comes from https://evil/x.tgz.')])
    const no = async () => Promise.reject(new UserError('Operation cancelled.'))
    await expect(chosenCharts({reset: [], ids, given: {}, existing}, no)).rejects.toThrow('Operation cancelled.')
  })

  it.each(['http://h/x.tgz', './ch', 'ch', '../x-1.0.0.tgz', 'https://***@h/x.tgz', 'https://h/x.tgz?***'])(
    'do not come from the record where it says %s',
    async chartUrl => {
      await expect(chosenCharts({reset: [], ids, given: {}, existing: recorded({chartUrl})}, never)).rejects.toThrow(UsageError)
    },
  )
})
