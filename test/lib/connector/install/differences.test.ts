import {describe, expect, it} from '@jest/globals'
import {foreignDrift, isReleased, isUnchanged, whyRestart} from '../../../../src/lib/connector/install/differences.ts'
import {difference, drifted, helmRelease, installed, wanted} from './wanted.ts'

const one = {...wanted(), existing: installed(wanted()), compared: [drifted('Role')]}
const {existing} = one

describe('a connector', () => {
  it('is unchanged when it is as it was installed', () => {
    expect(isUnchanged(one)).toBe(true)
  })

  it.each([
    ['it was never installed whole', {record: wanted().record}],
    ['its release is gone', {release: undefined}],
    ['Helm did not finish', {release: helmRelease(one.record, {status: 'failed'})}],
    ['somebody else upgraded it', {release: helmRelease(one.record, {revision: 5})}],
    ['its Secret is gone', {secret: undefined}],
  ])('is not unchanged when %s', (_, change) => {
    expect(isUnchanged({...one, existing: {...existing, ...change}})).toBe(false)
  })

  it('is not unchanged when an object is gone, differs or could not be compared', () => {
    expect(isUnchanged({...one, compared: [drifted('Role', {missing: true})]})).toBe(false)
    expect(isUnchanged({...one, compared: [drifted('Role', {differences: [difference('rules', 'kubectl')]})]})).toBe(false)
    expect(isUnchanged({...one, uncompared: [{kind: 'Role', reason: 'forbidden'}]})).toBe(false)
  })
})

describe('what others did to the objects', () => {
  const compared = [
    drifted('Role', {missing: true}),
    drifted('Deployment', {
      differences: [difference('spec.a', 'kubectl-set'), difference('spec.b', 'helm'), {...difference('spec.c', ''), by: []}],
    }),
  ]

  it('is everything that differs when Helm has nothing to do', () => {
    expect(isReleased({...one, compared})).toBe(true)
    expect(foreignDrift({...one, compared})).toEqual(compared.map(({drift}) => drift))
  })

  it('is only what somebody else is known to have set when Helm upgrades the release', () => {
    const changed = {...one, compared, values: {nodeName: 'other'}}
    expect(foreignDrift(changed)).toMatchObject([{kind: 'Deployment', differences: [{path: 'spec.a'}]}])
  })
})

describe('a connector that runs', () => {
  const withoutAccount = {...one, compared: [drifted('ServiceAccount', {missing: true})]}

  it('goes on as long as its node and its ServiceAccount are there', () => {
    expect(whyRestart(one)).toBeUndefined()
    expect(whyRestart({...one, compared: [drifted('Role', {missing: true})]})).toBeUndefined()
    expect(whyRestart({...one, compared: [drifted('ServiceAccount', {name: 'of-another-chart', missing: true})]})).toBeUndefined()
  })

  it('has to start again without its node or its ServiceAccount', () => {
    expect(whyRestart({...one, existing: {...existing, node: undefined}})).toMatch(/its node .* does not exist/)
    expect(whyRestart(withoutAccount)).toMatch(/ServiceAccount/)
  })

  it('is not meant when it was never installed whole', () => {
    expect(whyRestart({...withoutAccount, existing: {...existing, record: one.record, node: undefined}})).toBeUndefined()
  })
})
