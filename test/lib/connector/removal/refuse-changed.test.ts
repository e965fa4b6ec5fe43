import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import type {AssignedConnector} from '../../../../src/lib/connector/removal/assigned-connectors.ts'
import {namespaceObject} from '../../../../src/lib/connector/model/namespace-object.ts'
import {recordName, recordObject} from '../../../../src/lib/connector/model/record/record.ts'
import {refuseChanged} from '../../../../src/lib/connector/removal/refuse-changed.ts'
import type {Kubectl} from '../../../../src/lib/kubernetes/kubectl.ts'
import {readObjects} from '../../../../src/lib/kubernetes/read.ts'
import {applyObjects, createObjects, deleteObjects} from '../../../../src/lib/kubernetes/write.ts'
import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'
import {tools} from '../../../tools.ts'
import {record} from '../install/wanted.ts'
import {connector, target} from './target.ts'

const {namespace} = record()

let api: TestApi
let kubectl: Kubectl
beforeAll(async () => {
  api = await startTestApi()
  kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
  await createObjects(kubectl, [namespaceObject(namespace)], {mayExist: []})
})
afterAll(() => api.close())
beforeEach(() => api.faults.set([]))

const refOf = (release: string) => ({apiVersion: 'v1', kind: 'Secret', name: recordName(release), namespace})
const check = (...of: readonly AssignedConnector[]) =>
  refuseChanged(
    {kubectl} as unknown as ClusterSession,
    of.map(one => target(one)),
  )
/** A connector with its record in the cluster, as it was read. */
async function made(release: string): Promise<AssignedConnector> {
  const own = {...record(), release}
  await createObjects(kubectl, [recordObject(own)], {mayExist: []})
  const [version = ''] = (await readObjects(kubectl, [refOf(release)])).objects.map(({metadata}) => metadata.resourceVersion)
  return connector('Linux', {release, record: own, recordVersion: version})
}

describe('a connector that was read before it was locked', () => {
  it('is removed when nobody changed its record, or when it has none', async () => {
    await expect(check(await made('one'), await made('two'), connector('Windows', {record: undefined}))).resolves.toBeUndefined()
  })

  it('is refused when another run wrote its record, or removed it', async () => {
    const [same, changed, gone] = [await made('same'), await made('changed'), await made('gone')]
    await applyObjects(kubectl, [recordObject({...record(), release: 'changed', roleAssignmentId: '/a'})])
    await expect(check(same, changed)).rejects.toMatchObject({
      exitCode: 9,
      message: 'Another vkctl has just changed changed. Nothing was removed.',
    })
    await deleteObjects(kubectl, [refOf('gone')])
    await expect(check(gone)).rejects.toMatchObject({exitCode: 9})
  })

  it('is refused when its record cannot be read again', async () => {
    const one = await made('hidden')
    api.faults.set([{server: 'kubernetes', path: '/secrets/hidden', status: 403, times: 9, message: 'you may not'}])
    await expect(check(one)).rejects.toThrow('Could not read the records again: you may not')
  })
})
