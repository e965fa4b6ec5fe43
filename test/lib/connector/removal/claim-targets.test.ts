import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import type {Installed} from '../../../../src/lib/connector/inventory/installed.ts'
import {readReceipt, receiptName, receiptObject, type Receipt} from '../../../../src/lib/connector/model/receipt.ts'
import {claimTargets, releaseTargets} from '../../../../src/lib/connector/removal/claim-targets.ts'
import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import {ofKind} from '../../../../src/lib/kubernetes/objects.ts'
import {readObjects} from '../../../../src/lib/kubernetes/read.ts'
import {createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'
import {tools} from '../../../tools.ts'
import {receipt} from '../install/wanted.ts'
import {connector, hostAt, target} from './target.ts'

const {host} = hostAt(new Date())
const deadline = new Date(Date.now() + 60_000)

let api: TestApi
let session: ClusterSession
beforeAll(async () => {
  api = await startTestApi()
  const kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
  session = {kubectl, lastKubectl: kubectl} as unknown as ClusterSession
  await createObjects(kubectl, [{apiVersion: 'v1', kind: 'Namespace', metadata: {name: receipt().namespace}}], {mayExist: []})
})
afterAll(() => api.close())

const stored = async (release: string) => {
  const {namespace} = receipt()
  const {objects} = await readObjects(session.kubectl, [{apiVersion: 'v1', kind: 'ConfigMap', name: receiptName(release), namespace}])
  const [object] = ofKind(objects, 'ConfigMap')
  return {receipt: readReceipt(object), version: object?.metadata.resourceVersion}
}
/** A connector with its receipt in the cluster. */
async function made(release: string, changes: Partial<Receipt> = {}): Promise<Installed> {
  const own = {...receipt(), release, ...changes}
  await createObjects(session.kubectl, [receiptObject(own)], {mayExist: []})
  const {version} = await stored(release)
  return connector('Linux', {release, receipt: own, ...(version !== undefined && {receiptVersion: version})})
}

describe('connectors that are to be removed', () => {
  it('are claimed until the deadline, and given back as they were', async () => {
    const both = [target(await made('one')), target(await made('two')), target(connector('Windows', {receipt: undefined}))]
    await claimTargets(host, session, both, deadline)
    expect((await stored('two')).receipt?.claim).toMatchObject({by: 'remove', until: deadline.toISOString()})
    expect((await stored('one')).receipt?.claim?.holder).toBe((await stored('two')).receipt?.claim?.holder)
    await releaseTargets(host, session, both)
    expect((await stored('one')).receipt).toEqual(both[0]?.connector.receipt)
    expect((await stored('two')).receipt).toEqual(both[1]?.connector.receipt)
  })

  it('are not claimed, none of them, when somebody else works on one', async () => {
    const claim = {by: 'install', holder: 'elsewhere/1', until: deadline.toISOString()} as const
    const both = [target(await made('free')), target(await made('taken', {claim}))]
    await expect(claimTargets(host, session, both, deadline)).rejects.toThrow(/elsewhere\/1\) is working on taken/)
    expect((await stored('free')).receipt).not.toHaveProperty('claim')
    await releaseTargets(host, session, both)
    expect((await stored('taken')).receipt?.claim).toEqual(claim)
  })

  it('are not claimed when somebody wrote the receipt since it was read', async () => {
    const one = await made('changed')
    await claimTargets(host, session, [target(one)], deadline)
    await expect(claimTargets(host, session, [target(one)], deadline)).rejects.toThrow('Another vkctl has just begun to work on changed')
  })

  it('are not claimed without a receipt: there is nothing to ask the cluster', async () => {
    const away = {} as ClusterSession
    const without = [target(connector('Linux', {receipt: undefined}))]
    await expect(claimTargets(host, away, without, deadline)).resolves.toBeUndefined()
    await expect(releaseTargets(host, away, without)).resolves.toBeUndefined()
  })
})
