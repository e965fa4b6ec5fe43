import {describe, expect, it} from '@jest/globals'
import {isUnchanged, whyRestart} from '../../../../src/lib/connector/install/differences.ts'
import {marksOf} from '../../../../src/lib/connector/model/object-marks.ts'
import type {KubeObject} from '../../../../src/lib/kubernetes/objects.ts'
import {helmRelease, installed, wanted} from './wanted.ts'

const one = {...wanted(), existing: installed(wanted())}
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
    ['an object of the chart is gone', {chartObjects: existing.chartObjects.slice(1)}],
  ])('is not unchanged when %s', (_, change) => {
    expect(isUnchanged({...one, existing: {...existing, ...change}})).toBe(false)
  })
})

describe('a connector that runs', () => {
  const account: KubeObject = {kind: 'ServiceAccount', metadata: {name: 'a', namespace: 'virtual-kubelet'}}
  const objects = [...existing.chartObjects, account]
  const marks = marksOf(objects)
  const applied = existing.record?.applied && {...existing.record.applied, marks}
  const record = existing.record && applied && {...existing.record, applied}
  const withAccount = {...one, existing: {...existing, record, chartObjects: objects}}

  it('goes on as long as its node and its ServiceAccount are there', () => {
    expect(whyRestart(withAccount)).toBeUndefined()
  })

  it('does not miss another object of the chart', () => {
    expect(whyRestart({...withAccount, existing: {...withAccount.existing, chartObjects: [account]}})).toBeUndefined()
  })

  it('has to start again without its node or its ServiceAccount', () => {
    expect(whyRestart({...withAccount, existing: {...withAccount.existing, node: undefined}})).toMatch(/its node .* does not exist/)
    expect(whyRestart({...withAccount, existing})).toBeUndefined()
    expect(whyRestart({...withAccount, existing: {...withAccount.existing, chartObjects: existing.chartObjects}})).toMatch(/ServiceAccount/)
  })

  it('is not meant when it was never installed whole', () => {
    expect(whyRestart({...one, existing: {...existing, record: one.record, node: undefined}})).toBeUndefined()
  })
})
