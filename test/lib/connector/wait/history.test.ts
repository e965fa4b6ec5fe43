import {describe, expect, it} from '@jest/globals'
import {known, unknown} from '../../../../src/lib/checks/engine/fact.ts'
import {addObservation, isStable, type History} from '../../../../src/lib/connector/wait/history.ts'
import type {Observation} from '../../../../src/lib/connector/wait/observation.ts'
import {deployment, lease, node, pod} from '../../checks/objects.ts'
import {well} from '../../checks/well.ts'

const facts: Observation['facts'] = {
  helm: known(well.helm),
  deployments: known([deployment()]),
  pods: known([pod()]),
  node: known(node()),
  lease: known(lease()),
  missingReferences: known([]),
}
const fault = {type: 'NodeReady', status: 'False', reason: 'NodeNotFound', message: ''} as const
const up: Observation = {conditions: [], fault: undefined, facts}
const down: Observation = {...up, fault}
const withPod = (one: ReturnType<typeof pod>): Observation => ({...up, facts: {...facts, pods: known([one])}})
const removed: Observation = {...down, facts: {...facts, deployments: known([])}}
const unseen: Observation = {...down, facts: {...facts, deployments: unknown('no route'), pods: unknown('no route')}}

/** The history after these observations, one every 600 ms. */
const after = (...observations: readonly Observation[]): History =>
  observations.reduce<History | undefined>((before, one, index) => addObservation(before, one, index * 600), undefined) as History

describe('a connector is stable', () => {
  it.each<readonly [string, readonly Observation[], number, boolean]>([
    ['not at the observation that first shows it up', [up], 0, false],
    ['not before a second has passed', [up, up], 600, false],
    ['when it was up for a second', [up, up, up], 1200, true],
    ['not when it was down in between', [up, down, up, up], 1800, false],
    ['not when it could not be seen in between', [up, unseen, up, up], 1800, false],
    ['not when its pod restarted', [up, withPod(pod({restarts: 1})), withPod(pod({restarts: 1}))], 1200, false],
    ['not when its pod is another one', [up, withPod(pod({name: 'connector-2'})), withPod(pod({name: 'connector-2'}))], 1200, false],
    ['not while it is down', [up, up, up, down], 1800, false],
  ])('%s', (_, observations, at, stable) => {
    expect(isStable(after(...observations), at)).toBe(stable)
  })
})

describe('a connector is gone', () => {
  it.each<readonly [string, readonly Observation[], boolean]>([
    ['not before it has appeared', [removed, removed], false],
    ['when its Deployment was there and is not any more', [down, removed], true],
    ['also after it could not be seen', [down, unseen, removed], true],
    ['not while it cannot be seen', [down, unseen], false],
    ['not when it came back', [down, removed, down], false],
  ])('%s', (_, observations, gone) => {
    expect(after(...observations).isGone).toBe(gone)
  })
})

describe('an obstacle', () => {
  const crashed = withPod(pod({ready: false, restarts: 1}))
  it.each<readonly [string, Observation, string | undefined]>([
    ['is none when it is up', up, undefined],
    ['is anything that it goes through', down, 'other'],
    ['is a crash, also while the container runs again', {...crashed, fault}, 'crash'],
    ['is a refused pod', {...down, conditions: [fault, {...fault, reason: 'FailedCreate'}]}, 'refused-pod'],
    ['is a missing node', {...down, fault: {...fault, reason: 'Unschedulable'}}, 'no-node'],
  ])('%s', (_, observation, kind) => {
    expect(after(observation).obstacle?.kind).toBe(kind)
  })

  it('lasts since it was first seen', () => {
    expect(after(up, down, down).obstacle).toEqual({kind: 'other', since: 600})
  })
})
