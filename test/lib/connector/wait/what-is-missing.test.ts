import {describe, expect, it} from '@jest/globals'
import {known, unknown} from '../../../../src/lib/checks/engine/fact.ts'
import {whatIsMissing, type WaitFacts} from '../../../../src/lib/connector/wait/what-is-missing.ts'
import type {NodeObject} from '../../../../src/lib/kubernetes/objects.ts'
import {deployment, lease, node, nodeName, pod} from '../../checks/objects.ts'

const up: WaitFacts = {deployments: known([deployment()]), pods: known([pod()]), node: known(node()), lease: known(lease())}
const notReady: NodeObject = node({status: {conditions: [{type: 'Ready', status: 'False'}]}})

describe('what a connector lacks', () => {
  it.each<readonly [string, Partial<WaitFacts>, string | RegExp]>([
    ['nothing when it is up', {}, ''],
    ['what could not be read', {deployments: unknown('no route')}, 'no route'],
    ['pods that could not be read', {pods: unknown('no route')}, 'no route'],
    ['a node that could not be read', {node: unknown('no route')}, 'no route'],
    ['a lease that could not be read', {lease: unknown('no route')}, 'no route'],
    ['its Deployment', {deployments: known([])}, 'there is no Deployment'],
    [
      'a controller that has seen it',
      {deployments: known([deployment({observedGeneration: 0, updatedReplicas: 1})])},
      'its Deployment is being rolled out',
    ],
    [
      'a pod of the new kind',
      {deployments: known([deployment({observedGeneration: 1, updatedReplicas: 0})])},
      'its Deployment is being rolled out',
    ],
    ['its pod', {pods: known([])}, 'its pod is being created'],
    ['its pod, when only the old one is there', {pods: known([pod({deleting: true})])}, 'its pod is being created'],
    ['its pod, when only an evicted one is there', {pods: known([pod({phase: 'Failed', ready: false})])}, 'its pod is being created'],
    ['a ready pod', {pods: known([pod({ready: false})])}, 'pod connector-1: its readiness probe does not pass yet'],
    ['the end of the old pod', {pods: known([pod(), pod({name: 'old'})])}, 'an older pod has not ended'],
    [
      'the end of a pod that only the Deployment counts',
      {deployments: known([deployment({observedGeneration: 1, updatedReplicas: 1, replicas: 2})])},
      'an older pod has not ended',
    ],
    ['nothing, although an evicted pod is still shown', {pods: known([pod({name: 'evicted', phase: 'Failed', ready: false}), pod()])}, ''],
    ['its node', {node: known(undefined)}, `node ${nodeName} is not registered`],
    ['a node that is Ready', {node: known(notReady)}, `node ${nodeName} is not Ready`],
    ['its lease', {lease: known(undefined)}, `node ${nodeName} has not renewed its lease`],
    ['a lease that this pod renewed', {lease: known(lease('2026-11-23T10:59:59.900000Z'))}, `node ${nodeName} has not renewed its lease`],
    [
      'a lease that this pod renewed, not the one that is ending',
      {
        pods: known([pod({name: 'old', deleting: true, startedAt: '2026-11-23T09:00:00Z'}), pod({startedAt: '2026-11-23T11:00:00Z'})]),
        lease: known(lease('2026-11-23T10:59:00Z')),
      },
      `node ${nodeName} has not renewed its lease`,
    ],
    ['nothing with a lease renewed in the second of its start', {lease: known(lease('2026-11-23T11:00:00.000000Z'))}, ''],
  ])('is %s', (_, change, missing) => {
    expect(whatIsMissing({...up, ...change}, {nodeName})).toBe(missing)
  })
})
