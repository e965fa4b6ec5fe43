import {describe, expect, it} from '@jest/globals'
import {NotFoundError, UsageError} from '../../../src/lib/errors.ts'
import {chosen, planDeletion, type Choice} from '../../../src/lib/orphans/plan.ts'
import {found} from './groups.ts'

const live = found('live', {class: 'live'})
const gone = found('gone')
const unsure = found('unsure', {resourceGroup: 'aci', certain: false})
const strange = found('strange', {resourceGroup: 'aci', class: 'cluster-unknown', cluster: null, certain: false})
const twin = found('gone', {resourceGroup: 'aci', class: 'cluster-unknown', cluster: null, certain: false})
const groups = [live, gone, unsure, strange]

const plan = (choice: Partial<Choice>, of = groups) => {
  const {steps, kept} = planDeletion(of, {classes: [], names: [], ...choice})
  return {deleted: steps.map(({group}) => group), kept}
}

describe('what is deleted', () => {
  it('of a class is only what is of a cluster that was looked at for certain', () => {
    expect(plan({classes: ['pod-gone', 'node-gone']})).toEqual({deleted: [gone], kept: [unsure]})
    expect(plan({classes: ['cluster-unknown']})).toEqual({deleted: [], kept: [strange]})
  })

  it.each([['default-strange'], ['aci/default-strange'], ['ACI/default-STRANGE'], [strange.id.toUpperCase()]])(
    'is what is named %s',
    name => {
      expect(plan({names: [name]})).toEqual({deleted: [strange], kept: []})
    },
  )

  it('is both, each once', () => {
    expect(plan({classes: ['pod-gone'], names: ['default-unsure', 'default-gone']})).toEqual({deleted: [gone, unsure], kept: []})
  })

  it('is nothing where nothing is chosen', () => {
    expect(plan({})).toEqual({deleted: [], kept: []})
  })

  it('is never a container group whose pod is there', () => {
    expect(() => plan({names: ['default-live']})).toThrow('its pod default/live is in the cluster g/a')
    expect(plan({classes: ['pod-gone', 'node-gone', 'cluster-unknown']}).deleted).not.toContain(live)
  })

  it('is not guessed from a name of several, or of none', () => {
    expect(() => plan({names: ['default-gone']}, [gone, twin])).toThrow(UsageError)
    expect(plan({names: ['aci/default-gone']}, [gone, twin]).deleted).toEqual([twin])
    expect(() => plan({names: ['default-none']})).toThrow(NotFoundError)
    expect(() => plan({names: ['../default-gone']})).toThrow(NotFoundError)
  })
})

describe('what is listed', () => {
  it('is everything, or a class, or what is named', () => {
    expect(chosen(groups, {classes: [], names: []})).toEqual(groups)
    expect(chosen(groups, {classes: ['live'], names: []})).toEqual([live])
    expect(chosen(groups, {classes: ['live'], names: ['default-strange']})).toEqual([live, strange])
  })
})
