import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {NotAllowedError} from '../../../src/lib/errors.ts'
import {reviewAccess, type AccessQuestion} from '../../../src/lib/kubernetes/access.ts'
import type {KubeObject} from '../../../src/lib/kubernetes/objects.ts'
import {applyObjects} from '../../../src/lib/kubernetes/write.ts'
import {oldestAndNewest} from '../../tools.ts'
import {startTestApi, type TestApi} from './test-api.ts'

const user = 'system:serviceaccount:vk:connector'
const role = {apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: {name: 'one-node'}}
const rights: readonly KubeObject[] = [
  {...role, rules: [{apiGroups: [''], resources: ['nodes/status'], resourceNames: ['mine'], verbs: ['patch']}]} as KubeObject,
  {
    ...role,
    kind: 'ClusterRoleBinding',
    roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'one-node'},
    subjects: [{kind: 'ServiceAccount', name: 'connector', namespace: 'vk'}],
  } as KubeObject,
]

const question = (changes: Partial<AccessQuestion>): AccessQuestion => ({
  user,
  verb: 'patch',
  apiGroup: '',
  resource: 'nodes/status',
  name: 'mine',
  ...changes,
})

describe.each(oldestAndNewest)('asking what somebody may do, with the kubectl that comes with helm %s', (_, {kubectl: tool}) => {
  let api: TestApi

  beforeAll(async () => {
    api = await startTestApi()
    await applyObjects(await api.open(tool), rights)
  })
  afterAll(() => api.close())

  it('gives one answer a question, in their order, in one call', async () => {
    const kubectl = await api.open(tool)
    const before = api.invocations.length
    const answers = await reviewAccess(kubectl, [
      question({}),
      question({name: 'other'}),
      question({verb: 'get'}),
      question({user: 'system:serviceaccount:vk:other'}),
      question({resource: 'nodes'}),
      question({}),
    ])
    expect(answers).toEqual([true, false, false, false, false, true])
    expect(api.invocations.length - before).toBe(1)
  })

  it('gives the same from the API server itself, without a program', async () => {
    const kubectl = await api.openDirectly(tool)
    const before = api.invocations.length
    const answers = await reviewAccess(kubectl, [question({}), question({name: 'other'}), question({resource: 'nodes'}), question({})])
    expect(answers).toEqual([true, false, false, true])
    expect(api.invocations.length - before).toBe(0)
  })

  it('is something that everybody may do about themselves', async () => {
    const mine: AccessQuestion = {verb: 'create', apiGroup: '', resource: 'secrets', namespace: 'vk'}
    for (const kubectl of [await api.open(tool, api.config('nobody')), await api.openDirectly(tool, api.config('nobody'))])
      expect(await reviewAccess(kubectl, [mine])).toEqual([false])
    for (const kubectl of [await api.open(tool), await api.openDirectly(tool)]) expect(await reviewAccess(kubectl, [mine])).toEqual([true])
  })

  it('is refused, with the missing right, to somebody who may not ask', async () => {
    const asked = reviewAccess(await api.open(tool, api.config('nobody')), [question({})])
    await expect(asked).rejects.toThrow(NotAllowedError)
    await expect(asked).rejects.toThrow(/subjectaccessreviews/)
    const directly = reviewAccess(await api.openDirectly(tool, api.config('nobody')), [question({})])
    await expect(directly).rejects.toThrow(NotAllowedError)
    await expect(directly).rejects.toThrow(/subjectaccessreviews/)
  })
})
