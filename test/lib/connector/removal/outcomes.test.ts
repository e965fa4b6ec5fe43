import {describe, expect, it} from '@jest/globals'
import {outcomeOf, type Ended} from '../../../../src/lib/connector/removal/outcomes.ts'
import type {Hidden, Thing} from '../../../../src/lib/connector/removal/things.ts'
import {UserError} from '../../../../src/lib/errors.ts'
import {assigned, assignment, connector, nothing, pod, target} from './target.ts'

const release: Thing = {kind: 'release', name: 'vk-linux-eastus'}
const node: Thing = {kind: 'object', object: {kind: 'Node', metadata: {name: 'n'}}, ofChart: false}
const web: Thing = {kind: 'object', object: pod('web'), ofChart: false}
const role: Thing = {kind: 'object', object: {kind: 'ClusterRole', metadata: {name: 'r'}}, ofChart: true}
const group: Thing = {kind: 'container group', aciResourceGroup: 'MC_g', name: 'default-web', certain: true}
const onGroup: Thing = {kind: 'role assignment', id: assigned}
const onSubnet: Thing = {kind: 'role assignment', id: assignment('b')}
const hiddenAssignment: Hidden = {kind: 'role assignment', id: assigned, reason: 'role assignment a: away'}

const outcome = (before: readonly Thing[], changes: Partial<Ended>) =>
  outcomeOf({
    target: target(connector(), {before: {things: before, hidden: []}}),
    error: undefined,
    after: nothing,
    staying: [],
    namespace: undefined,
    failures: new Map(),
    ...changes,
  })
const told = (before: readonly Thing[], changes: Partial<Ended>) => {
  const {removed, left} = outcome(before, changes).result
  return {removed, left}
}

describe('the outcome of a removal', () => {
  it('names the connector, what was there and is gone, and its error', () => {
    const error = new UserError('no')
    expect(outcome([release, node, web, group], {error})).toEqual({
      result: {
        connectorName: 'vk',
        osType: 'Linux',
        release: 'vk-linux-eastus',
        nodeName: 'virtual-kubelet-vk-linux-eastus',
        removed: ['release vk-linux-eastus', 'node n', 'pod default/web', 'container group MC_g/default-web'],
        left: [],
        reasons: [],
      },
      error,
    })
  })

  it('does not name as removed what was not there', () => {
    expect(told([], {})).toEqual({removed: [], left: []})
  })

  it('names what is still there, and what came meanwhile', () => {
    expect(told([node, web], {after: {things: [web, group], hidden: []}})).toEqual({
      removed: ['node n'],
      left: ['pod default/web', 'container group MC_g/default-web'],
    })
  })

  it('names an object of the chart only when it is left: the release stands for it', () => {
    expect(told([release, role], {})).toEqual({removed: ['release vk-linux-eastus'], left: []})
    expect(told([release, role], {after: {things: [role], hidden: []}})).toEqual({
      removed: ['release vk-linux-eastus'],
      left: ['clusterrole r'],
    })
  })

  it('names nothing of a kind as removed that could not be read, and tells each reason once', () => {
    const hidden = [
      {kind: 'Pod', reason: 'forbidden'},
      {kind: 'Secret', reason: 'forbidden'},
    ]
    expect(told([node, web], {after: {things: [], hidden}})).toEqual({removed: ['node n'], left: ['unknown: forbidden']})
  })
})

describe('role assignments', () => {
  it('that a connector uses which stays are not told', () => {
    const staying = [connector('Windows')]
    expect(told([onGroup, onSubnet], {after: {things: [onGroup], hidden: []}, staying})).toEqual({
      removed: [`role assignment ${assignment('b')}`],
      left: [],
    })
    expect(told([onGroup], {after: {things: [], hidden: [hiddenAssignment]}, staying})).toEqual({removed: [], left: []})
  })

  it('are told one by one when one of two could not be read', () => {
    expect(told([onGroup, onSubnet], {after: {things: [], hidden: [hiddenAssignment]}})).toEqual({
      removed: [`role assignment ${assignment('b')}`],
      left: ['unknown: role assignment a: away'],
    })
  })
})

describe('the namespace', () => {
  const namespace = {name: 'virtual-kubelet', release: 'vk-linux-eastus', unknown: []}

  it('is told as removed when it went, and as left when it did not', () => {
    expect(told([], {namespace: {...namespace, isThere: false}})).toEqual({removed: ['namespace virtual-kubelet'], left: []})
    expect(told([], {namespace: {...namespace, isThere: true}})).toEqual({removed: [], left: ['namespace virtual-kubelet']})
  })

  it('is told as left, with the reason, when nobody knows who uses it', () => {
    expect(told([], {namespace: {...namespace, unknown: ['forbidden'], isThere: true}}).left).toEqual([
      'namespace virtual-kubelet',
      'unknown: forbidden',
    ])
  })
})
