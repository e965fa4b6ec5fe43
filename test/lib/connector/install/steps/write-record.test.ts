import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import type {StepContext} from '../../../../../src/lib/connector/session/step.ts'
import {writeRecord} from '../../../../../src/lib/connector/install/steps/write-record.ts'
import {namespaceObject} from '../../../../../src/lib/connector/model/namespace-object.ts'
import {readRecord, recordName, recordObject} from '../../../../../src/lib/connector/model/record/record.ts'
import type {Kubectl} from '../../../../../src/lib/kubernetes/kubectl.ts'
import {ofKind, type SecretObject} from '../../../../../src/lib/kubernetes/objects.ts'
import {readObjects} from '../../../../../src/lib/kubernetes/read.ts'
import {createObjects} from '../../../../../src/lib/kubernetes/write.ts'
import {startTestApi, type TestApi} from '../../../kubernetes/test-api.ts'
import {tools} from '../../../../tools.ts'
import {record} from '../wanted.ts'

const {release, namespace} = record()

let api: TestApi
let kubectl: Kubectl
beforeAll(async () => {
  api = await startTestApi()
  kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
  await createObjects(kubectl, [namespaceObject(namespace)], {mayExist: []})
})
afterAll(() => api.close())

async function written(step: Parameters<typeof writeRecord.take>[0]): Promise<SecretObject | undefined> {
  await writeRecord.take(step, {session: {kubectl}} as unknown as StepContext)
  const {objects} = await readObjects(kubectl, [{apiVersion: 'v1', kind: 'Secret', name: recordName(release), namespace}])
  return ofKind(objects, 'Secret')[0]
}

describe('the record of an install', () => {
  const applied = {digest: 'd', revision: 3, chart: 'aci-connector-0.1.0', image: 'i'}

  it('notes what Helm did', async () => {
    const one = await written({do: 'record', record: record(), applied})
    expect(one && readRecord(one).record).toEqual({...record(), applied})
  })

  it('is without what was applied when Helm failed', async () => {
    const one = await written({do: 'record', record: record()})
    expect(one && readRecord(one).record).toEqual(record())
  })

  it('is all that is in its Secret, whatever somebody added', async () => {
    await kubectl.call('change it', ['annotate', 'secret', recordName(release), 'a=b', '--namespace', namespace])
    const one = await written({do: 'record', record: record(), applied})
    expect(one?.metadata.annotations).toBeUndefined()
    expect(one?.metadata.labels).toEqual(recordObject(record()).metadata.labels)
  })
})
