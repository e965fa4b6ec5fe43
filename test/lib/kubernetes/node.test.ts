import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import {cordon, cordonedBy, uncordon} from '../../../src/lib/kubernetes/node.ts'
import type {Kubectl} from '../../../src/lib/kubernetes/kubectl.ts'
import type {NodeObject} from '../../../src/lib/kubernetes/objects.ts'
import {readObjects} from '../../../src/lib/kubernetes/read.ts'
import {applyObjects, drain} from '../../../src/lib/kubernetes/write.ts'
import {oldestAndNewest} from '../../tools.ts'
import {node, refOf, rejection} from './objects.ts'
import {startTestApi, type TestApi} from './test-api.ts'

describe.each(oldestAndNewest)('with the kubectl that comes with helm %s', (_, {kubectl: tool}) => {
  let api: TestApi
  let admin: Kubectl
  beforeAll(async () => {
    api = await startTestApi()
    admin = await api.open(tool)
    await applyObjects(admin, [node('vnode')])
  })
  afterAll(() => api.close())
  beforeEach(() => uncordon(admin, 'vnode'))
  const who = async () => cordonedBy((await readObjects(admin, [refOf(node('vnode'))])).objects[0] as NodeObject)

  it('a node is cordoned by vkctl and uncordoned, also twice', async () => {
    await cordon(admin, 'vnode')
    await cordon(admin, 'vnode')
    expect(await who()).toBe('vkctl')
    await drain(admin, 'vnode', 60_000)
    expect(await who()).toBe('vkctl')
    await uncordon(admin, 'vnode')
    await uncordon(admin, 'vnode')
    expect(await who()).toBeUndefined()
  })

  it('the cordon of somebody else stays theirs', async () => {
    await admin.call('x', ['cordon', 'vnode'])
    expect(await who()).toBe('somebody')
    await cordon(admin, 'vnode')
    expect(await who()).toBe('somebody')
  })

  it('nothing is left of an earlier cordon of vkctl when somebody else uncordoned the node and cordoned it again', async () => {
    await cordon(admin, 'vnode')
    await admin.call('x', ['uncordon', 'vnode'])
    await admin.call('x', ['cordon', 'vnode'])
    expect(await who()).toBe('somebody')
  })

  it('a node that does not exist is named', async () => {
    expect((await rejection(cordon(admin, 'none'))).message).toMatch(/^Could not cordon the node none: .*"?none"? not found/)
  })
})
