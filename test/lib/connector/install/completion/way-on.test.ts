import {describe, expect, it} from '@jest/globals'
import {wayOn} from '../../../../../src/lib/connector/install/completion/way-on.ts'
import type {InstallPlan} from '../../../../../src/lib/connector/install/plan.ts'
import type {Step} from '../../../../../src/lib/connector/install/steps/steps.ts'
import {deployment} from '../../../checks/objects.ts'
import {installed, wanted} from '../wanted.ts'

const one = wanted()
const {connectorName, osType, location, release, namespace} = one.record
const planOf = (step: Step): InstallPlan => ({
  namespace: undefined,
  shared: [],
  connectors: [{id: {connectorName, osType, location}, record: one.record, podNamespace: namespace, steps: [step]}],
})
const upgrade = planOf({
  do: 'upgrade',
  release,
  namespace,
  chart: 'c',
  chartSource: 'embedded',
  values: {},
  fitsSchema: true,
  rendered: [],
})
const restore = planOf({do: 'restore', release, objects: [], drifts: []})
const working = {...one, existing: {...installed(one), chartObjects: [deployment()]}}

describe('after an interrupt', () => {
  it.each([
    ['a new connector can be removed', upgrade, one, / or run vkctl remove-connector to undo it\.$/],
    ['an upgrade can be given up', upgrade, working, / or run vkctl install-connector without the new options /],
    ['a repair can only be finished', restore, working, /^Run the same command again to finish\.$/],
  ])('%s', (_, plan, connector, words) => {
    expect(wayOn(plan, [connector])).toMatch(words)
  })
})
