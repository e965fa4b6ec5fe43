import {afterAll, beforeAll, expect, it} from '@jest/globals'
import {applyObjects} from '../../../../../src/lib/connector/install/steps/apply-objects.ts'
import type {StepContext} from '../../../../../src/lib/connector/session/step.ts'
import type {SecretObject} from '../../../../../src/lib/kubernetes/objects.ts'
import {readObjects} from '../../../../../src/lib/kubernetes/read.ts'
import {startTestApi, type TestApi} from '../../../kubernetes/test-api.ts'
import {tools} from '../../../../tools.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

it('objects are created, and brought back when somebody changed them', async () => {
  const kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
  const secret = (text: string): SecretObject => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {name: 's', namespace: 'default'},
    data: {text},
  })
  const apply = async (text: string) =>
    applyObjects.take({do: 'apply', objects: [secret(text)]}, {session: {kubectl}} as unknown as StepContext)
  const stored = async () => (await readObjects(kubectl, [{apiVersion: 'v1', kind: 'Secret', name: 's', namespace: 'default'}])).objects[0]
  await apply('b25l')
  expect(await stored()).toMatchObject({data: {text: 'b25l'}})
  await apply('dHdv')
  expect(await stored()).toMatchObject({data: {text: 'dHdv'}})
})
