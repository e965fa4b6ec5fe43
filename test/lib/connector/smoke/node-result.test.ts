import {expect, it} from '@jest/globals'
import {nodeResult} from '../../../../src/lib/connector/smoke/node-result.ts'
import {smokePod} from '../../../../src/lib/connector/smoke/smoke-pod.ts'
import {target} from './state.ts'

it('the result of a node is about its own pods only', () => {
  const other = {...target, nodeName: 'other'}
  const [well, late, elsewhere] = [smokePod(target, 'd', 'well', 0), smokePod(target, 'd', 'late', 0), smokePod(other, 'd', 'elsewhere', 0)]
  well.reached.set('scheduled', 30)
  well.publicIp = '20.1.1.1'
  late.failure = {phase: 'scheduled', reason: 'not within 60 s', timedOut: true}
  const left = new Map([
    [late, ['pod d/late']],
    [elsewhere, ['pod d/elsewhere']],
  ])
  const pods = [elsewhere, well, late]
  expect(nodeResult(target, pods, left)).toEqual({
    nodeName: 'n',
    osType: 'Linux',
    connectorName: 'c',
    pods: 2,
    phases: [{phase: 'scheduled', p50Ms: 30, maxMs: 30}],
    podTimes: [
      {pod: 'well', phases: [{phase: 'scheduled', ms: 30}]},
      {pod: 'late', phases: []},
    ],
    publicIp: '20.1.1.1',
    failed: [{pod: 'late', phase: 'scheduled', reason: 'not within 60 s'}],
    timedOut: true,
    left: ['pod d/late'],
  })
  expect(nodeResult(other, pods, left)).toMatchObject({pods: 1, publicIp: null, failed: [], timedOut: false, left: ['pod d/elsewhere']})
})

it('a pod that failed before time ran out did not time out', () => {
  const pod = smokePod(target, 'd', 'p', 0)
  pod.failure = {phase: 'created', reason: 'no vnet', timedOut: false}
  expect(nodeResult(target, [pod], new Map())).toMatchObject({timedOut: false, left: []})
})
