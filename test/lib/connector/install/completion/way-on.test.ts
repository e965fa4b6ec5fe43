import {describe, expect, it} from '@jest/globals'
import {wayOn} from '../../../../../src/lib/connector/install/completion/way-on.ts'
import type {InstallPlan} from '../../../../../src/lib/connector/install/plan.ts'
import type {Step} from '../../../../../src/lib/connector/install/steps/steps.ts'
import {vkctl} from '../../../../../src/lib/printed-commands/printed-command.ts'
import {deployment} from '../../../checks/objects.ts'
import {installed, wanted} from '../wanted.ts'

const one = wanted()
const {connectorName, osType, location, release, namespace} = one.record
const options = ['--connector-name', connectorName, '--os-type', osType, '--location', location, '--namespace', namespace]
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
    ['a new connector can be removed', upgrade, one, ['Or undo it:', vkctl`remove-connector ${options}`]],
    ['an upgrade can be given up', upgrade, working, ['Or go back to what worked before:', vkctl`install-connector ${options}`]],
    ['a repair can only be finished', restore, working, []],
  ])('%s', (_, plan, connector, more) => {
    expect(wayOn(plan, [connector])).toEqual(['Run the same command again to finish.', ...more])
  })

  it('only the new one of several connectors can be removed', () => {
    const both = {...restore, connectors: [...restore.connectors, ...upgrade.connectors]}
    const added = {...one, record: {...one.record, connectorName: 'other'}}
    expect(wayOn(both, [working, added]).slice(1)).toEqual([
      'Or undo it:',
      vkctl`remove-connector --connector-name other --os-type ${osType} --location ${location} --namespace ${namespace}`,
    ])
  })
})
