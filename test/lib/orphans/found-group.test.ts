import {describe, expect, it} from '@jest/globals'
import {podGroup} from '../../../src/lib/orphans/found-group.ts'
import {containerGroup, node} from './groups.ts'

describe('a container group', () => {
  it('says its node, its pod and when the pod was created', () => {
    expect(podGroup(containerGroup('web'))).toMatchObject({
      resourceGroup: 'MC_a',
      nodeName: node,
      namespace: 'default',
      podName: 'web',
      podUid: 'uid-of-web',
      createdAt: '2026-11-23T07:14:18.000Z',
      cores: 1,
      memoryGb: 1.5,
    })
  })

  it.each([
    ['2026-11-23 09:14:18.123456789 +0200 CEST m=+0.1', '2026-11-23T07:14:18.123Z'],
    ['2026-99-23 07:14:18 +0000 UTC', null],
    ['yesterday', null],
  ])('with the time %j was created at %j', (CreationTimestamp, createdAt) => {
    expect(podGroup(containerGroup('web', {tags: {CreationTimestamp}}))?.createdAt).toBe(createdAt)
  })

  it.each(['PodName', 'NodeName', 'Namespace', 'UID'])('without the tag %s is not of Virtual Kubelet', tag => {
    expect(podGroup(containerGroup('web', {tags: {[tag]: ''}}))).toBeUndefined()
    const {[tag]: _, ...tags} = containerGroup('web').tags
    expect(podGroup({...containerGroup('web'), tags})).toBeUndefined()
  })
})
