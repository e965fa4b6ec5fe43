import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import type {StepContext} from '../../../../../src/lib/connector/session/step.ts'
import {writeReceipt} from '../../../../../src/lib/connector/install/steps/write-receipt.ts'
import {instanceLabel} from '../../../../../src/lib/connector/model/labels.ts'
import {namespaceObject} from '../../../../../src/lib/connector/model/namespace-object.ts'
import {readRecord, receiptName, type Receipt} from '../../../../../src/lib/connector/model/record/record.ts'
import type {Kubectl} from '../../../../../src/lib/kubernetes/kubectl.ts'
import {ofKind, type KubeObject} from '../../../../../src/lib/kubernetes/objects.ts'
import {readObjects} from '../../../../../src/lib/kubernetes/read.ts'
import {createObjects} from '../../../../../src/lib/kubernetes/write.ts'
import {startTestApi, type TestApi} from '../../../kubernetes/test-api.ts'
import {tools} from '../../../../tools.ts'
import {receipt} from '../wanted.ts'

const {release, namespace} = receipt()
const account = (name: string, of: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: {name, namespace, labels: {[instanceLabel]: of}},
})

let api: TestApi
let kubectl: Kubectl
beforeAll(async () => {
  api = await startTestApi()
  kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
  const objects = [namespaceObject(namespace), account('mine', release), account('other', 'another-release')]
  await createObjects(kubectl, objects, {mayExist: []})
})
afterAll(() => api.close())

async function written(step: Parameters<typeof writeReceipt.take>[0]): Promise<Receipt | undefined> {
  await writeReceipt.take(step, {session: {kubectl}} as unknown as StepContext)
  const {objects} = await readObjects(kubectl, [{apiVersion: 'v1', kind: 'Secret', name: receiptName(release), namespace}])
  return ofKind(objects, 'Secret').map(object => readRecord(object).receipt)[0]
}

describe('the receipt of an install', () => {
  it("notes what Helm did and how the release's own objects look", async () => {
    const applied = {digest: 'd', revision: 3, chart: 'aci-connector-0.1.0', image: 'i'}
    const one = await written({do: 'record', receipt: receipt(), applied})
    expect(one).toMatchObject({...receipt(), applied})
    expect(Object.keys(one?.applied?.marks ?? {})).toEqual([`ServiceAccount/${namespace}/mine`])
  })

  it('is without what was applied when Helm failed', async () => {
    expect(await written({do: 'record', receipt: receipt()})).toEqual(receipt())
  })
})
