import {describe, expect, it} from '@jest/globals'
import {classify} from '../../../src/lib/orphans/classify.ts'
import {cluster, found} from './groups.ts'

const own = found('web')
const elsewhere = found('web', {resourceGroup: 'aci'})
const uid = own.podUid

describe('a container group', () => {
  it.each([
    ['is live where its pod is, whatever its resource group', elsewhere, [cluster({podUids: [uid]})], 'live', 'g/a', true],
    ['is live though its node is gone', own, [cluster({nodes: [], podUids: [uid]})], 'live', 'g/a', true],
    ['has lost its pod', own, [cluster()], 'pod-gone', 'g/a', true],
    ['has lost its node', own, [cluster({nodes: []})], 'node-gone', 'g/a', true],
    [
      'is of the cluster of the resource group in any case',
      own,
      [cluster({nodes: [], nodeResourceGroup: 'mc_A'})],
      'node-gone',
      'g/a',
      true,
    ],
    ['is perhaps of the cluster with its node', elsewhere, [cluster()], 'pod-gone', 'g/a', false],
    ['is of one of two clusters with its node', elsewhere, [cluster(), cluster({name: 'g/b'})], 'pod-gone', null, false],
    [
      'in the node resource group of one cluster and with its node in another one is not certain',
      own,
      [cluster({nodes: []}), cluster({name: 'g/b', nodeResourceGroup: 'MC_b'})],
      'pod-gone',
      'g/b',
      false,
    ],
    ['is of no cluster that was looked at', elsewhere, [cluster({nodes: []})], 'cluster-unknown', null, false],
    [
      'is not of a cluster without a known resource group',
      own,
      [cluster({nodes: [], nodeResourceGroup: undefined})],
      'cluster-unknown',
      null,
      false,
    ],
    ['is unknown where none was looked at', own, [], 'cluster-unknown', null, false],
  ])('%s', (_, group, clusters, ...wanted) => {
    const {class: kind, cluster: name, certain} = classify(group, clusters)
    expect([kind, name, certain]).toEqual(wanted)
  })
})
