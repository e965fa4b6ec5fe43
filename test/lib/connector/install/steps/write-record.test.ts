import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import type {StepContext} from '../../../../../src/lib/connector/session/step.ts'
import {writeRecord} from '../../../../../src/lib/connector/install/steps/write-record.ts'
import {instanceLabel} from '../../../../../src/lib/connector/model/labels.ts'
import {namespaceObject} from '../../../../../src/lib/connector/model/namespace-object.ts'
import {readRecord, recordName, type ConnectorRecord} from '../../../../../src/lib/connector/model/record/record.ts'
import type {Kubectl} from '../../../../../src/lib/kubernetes/kubectl.ts'
import {ofKind, type KubeObject} from '../../../../../src/lib/kubernetes/objects.ts'
import {readObjects} from '../../../../../src/lib/kubernetes/read.ts'
import {createObjects} from '../../../../../src/lib/kubernetes/write.ts'
import {startTestApi, type TestApi} from '../../../kubernetes/test-api.ts'
import {tools} from '../../../../tools.ts'
import {record} from '../wanted.ts'

const {release, namespace} = record()
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
  const labels = {[instanceLabel]: release}
  const policy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: {name: 'mine', namespace, labels},
    spec: {podSelector: {}},
  }
  const objects = [namespaceObject(namespace), account('mine', release), account('other', 'another-release'), policy]
  await createObjects(kubectl, objects, {mayExist: []})
})
afterAll(() => api.close())

async function written(step: Parameters<typeof writeRecord.take>[0]): Promise<ConnectorRecord | undefined> {
  await writeRecord.take(step, {session: {kubectl}} as unknown as StepContext)
  const {objects} = await readObjects(kubectl, [{apiVersion: 'v1', kind: 'Secret', name: recordName(release), namespace}])
  return ofKind(objects, 'Secret').map(object => readRecord(object).record)[0]
}

describe('the record of an install', () => {
  it("notes what Helm did and how the release's own objects look", async () => {
    const applied = {digest: 'd', revision: 3, chart: 'aci-connector-0.1.0', image: 'i'}
    const one = await written({do: 'record', record: record(), applied})
    expect(one).toMatchObject({...record(), applied})
    expect(Object.keys(one?.applied?.marks ?? {})).toEqual([`NetworkPolicy/${namespace}/mine`, `ServiceAccount/${namespace}/mine`])
  })

  it('is without what was applied when Helm failed', async () => {
    expect(await written({do: 'record', record: record()})).toEqual(record())
  })
})
