import {kubectl} from '../../../../../src/lib/printed-commands/printed-command.ts'
import {describe, expect, it} from '@jest/globals'
import {known, unknown} from '../../../../../src/lib/checks/engine/fact.ts'
import {workedBefore} from '../../../../../src/lib/connector/install/completion/go-back.ts'
import {failed, finished, notAwaited, type State} from '../../../../../src/lib/connector/install/completion/outcomes.ts'
import type {Existing} from '../../../../../src/lib/connector/install/existing.ts'
import type {Progress} from '../../../../../src/lib/connector/install/progress.ts'
import {ofVkctl} from '../../../../../src/lib/connector/wait/observation.ts'
import type {Ending} from '../../../../../src/lib/connector/wait/observe.ts'
import {conditionsOf, type ConditionFacts} from '../../../../../src/lib/connector/inventory/conditions.ts'
import {UserError} from '../../../../../src/lib/errors.ts'
import type {DeploymentObject} from '../../../../../src/lib/kubernetes/objects.ts'
import {deployment, lease, node as readyNode, now, pod} from '../../../checks/objects.ts'
import {helmRelease, installed, registeredNode, wanted} from '../wanted.ts'

const one = wanted()
const release = helmRelease(one.record)
const upgrade = {
  do: 'upgrade',
  release: release.name,
  namespace: 'n',
  chart: 'c',
  chartSource: 'embedded',
  values: {},
  fitsSchema: true,
  rendered: [],
} as const
const progress = (changes: Partial<Progress> = {}): Progress => ({
  plan: {
    id: {connectorName: 'vk', osType: 'Linux', location: 'eastus'},
    record: one.record,
    podNamespace: 'virtual-kubelet',
    steps: [upgrade],
  },
  wanted: one,
  release,
  error: undefined,
  changed: true,
  ...changes,
})

const its = readyNode()
const node = {...registeredNode(one.record), status: its.status ?? {}}

function observation(changes: Partial<ConditionFacts> = {}): State['observation'] {
  const facts: ConditionFacts = {
    helm: known(release),
    deployments: known([deployment()]),
    pods: known([pod()]),
    node: known(node),
    lease: known(lease()),
    missingReferences: known([]),
    ...changes,
  }
  const conditions = conditionsOf({...one.record, ...ofVkctl}, facts, now)
  return {facts, conditions, fault: conditions.find(({status}) => status !== 'True')}
}

describe('the outcome of a connector', () => {
  it('is Installing without a wait, and Unknown when nothing was done', () => {
    expect(notAwaited(progress()).result).toMatchObject({status: 'Installing', revision: 4, image: expect.stringContaining(':1.6.4')})
    expect(notAwaited(progress({plan: {...progress().plan, steps: []}})).result.status).toBe('Unknown')
  })

  it('is Ready when it is up', () => {
    expect(finished(progress(), {last: observation(), ended: 'up', cause: ''})).toMatchObject({
      result: {status: 'Ready', chart: 'aci-connector-0.1.0', image: 'registry/virtual-kubelet:1.6.4', changed: true},
      error: undefined,
    })
  })

  it('is NotReady when it is up and its node takes no pods', () => {
    const cordoned = observation({node: known({...node, spec: {...node.spec, unschedulable: true}})})
    expect(finished(progress(), {last: cordoned, ended: 'up', cause: ''})).toMatchObject({
      result: {status: 'NotReady'},
      error: {exitCode: 4, hints: ['Run the same command again with --yes, or:', kubectl`uncordon ${one.record.nodeName}`]},
    })
    const unlabelled = observation({node: known({...node, metadata: {name: one.record.nodeName}})})
    expect(finished(progress(), {last: unlabelled, ended: 'up', cause: ''})).toMatchObject({
      result: {status: 'NotReady'},
      error: {exitCode: 4, hints: ['Run the same command again to restore the node.']},
    })
    const going = {...node.metadata, deletionTimestamp: '2026-11-29T18:52:13Z', finalizers: ['x/y']}
    const deleted = observation({node: known({...node, metadata: going})})
    expect(finished(progress(), {last: deleted, ended: 'up', cause: ''})).toMatchObject({
      result: {status: 'NotReady'},
      error: {
        exitCode: 4,
        hints: ['To see what keeps it:', kubectl`describe node ${one.record.nodeName}`, 'When it is gone, run the same command again.'],
      },
    })
  })

  it('is Missing when its Deployment was deleted meanwhile', () => {
    const gone: Ending = {last: observation({deployments: known([])}), ended: 'gone', cause: 'x'}
    expect(finished(progress(), gone)).toMatchObject({result: {status: 'Missing', image: null}, error: {exitCode: 1}})
  })
})

describe('the outcome of a connector that failed', () => {
  const error = new UserError('no')
  const before = {...one, existing: installed(one)}
  const failing = progress({wanted: before, error})

  it('tells what is: unchanged, if Helm refused the values', () => {
    expect(failed(failing, {observation: observation(), isUp: true, helm: known(release)}, error)).toMatchObject({
      result: {
        status: 'Ready',
        changed: false,
        image: 'registry/virtual-kubelet:1.6.4',
        revision: 4,
      },
      error,
    })
  })

  it('is changed if Helm made a revision', () => {
    const helm = known({...release, revision: 5, status: 'failed' as const})
    expect(failed(failing, {observation: observation(), isUp: true, helm}, error).result).toMatchObject({
      status: 'Failed',
      changed: true,
      revision: 5,
    })
  })

  it('is changed without a new revision if objects were restored', () => {
    const restore = {do: 'restore', release: release.name, objects: [], drifts: []} as const
    const restored = {...failing, error: undefined, plan: {...failing.plan, steps: [restore]}}
    const state: State = {observation: observation({pods: known([])}), isUp: false, helm: known(release)}
    expect(failed(restored, state, error).result).toMatchObject({status: 'NotReady', changed: true, revision: 4})
    expect(failed({...restored, error, changed: false}, state, error).result).toMatchObject({changed: false})
  })

  it('is NotReady if the wait did not see it stay up, Missing if nothing is there, and Unknown if nobody could look', () => {
    const status = (state: Omit<State, 'helm'>): string => failed(progress(), {...state, helm: known(release)}, error).result.status
    expect(status({observation: observation(), isUp: false})).toBe('NotReady')
    expect(status({observation: observation({pods: known([])}), isUp: false})).toBe('NotReady')
    expect(status({observation: observation({deployments: known([])}), isUp: false})).toBe('Missing')
    expect(status({observation: observation({deployments: unknown('away')}), isUp: false})).toBe('Unknown')
  })

  it('names the revision that it went back to', () => {
    const works: DeploymentObject = deployment()
    const existing = {...installed(one), chartObjects: [works]}
    const worked = workedBefore(progress({wanted: {...one, existing}}))
    expect(worked?.release.revision).toBe(4)
    const state: State = {observation: observation(), isUp: true, helm: known({...release, revision: 6}), ...(worked && {before: worked})}
    expect(failed(progress({wanted: {...one, existing}}), state, error).result).toMatchObject({
      status: 'Ready',
      revision: 6,
      rolledBackTo: 4,
      changed: true,
    })
  })
})

describe('a connector worked before', () => {
  const chartObjects = [deployment()]
  const existing = {...installed(one), chartObjects}
  const of = (changes: Partial<Existing>, steps: Progress['plan']['steps'] = [upgrade]): unknown =>
    workedBefore(progress({wanted: {...one, existing: {...existing, ...changes}}, plan: {...progress().plan, steps}}))

  it.each<[string, boolean, unknown]>([
    ['if its release is deployed and its pod was ready', true, of({})],
    ['but is not changed if it is not upgraded', false, of({}, [])],
    ['not if its release failed', false, of({release: {...release, status: 'failed'}})],
    ['not if no pod was ready', false, of({chartObjects: [deployment({observedGeneration: 1})]})],
    ['not if its Secret was gone', false, of({secret: undefined})],
  ])('%s', (_, works, found) => {
    expect(found !== undefined).toBe(works)
  })
})
