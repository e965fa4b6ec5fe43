import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {namespaceObject} from '../../../../src/lib/connector/model/namespace-object.ts'
import {recordName, recordObject} from '../../../../src/lib/connector/model/record/record.ts'
import {remove, type RemoveSpec} from '../../../../src/lib/connector/removal/remove.ts'
import type {Host} from '../../../../src/lib/connector/session/host.ts'
import {lockName} from '../../../../src/lib/connector/session/lease.ts'
import {UserError} from '../../../../src/lib/errors.ts'
import {readHelmVersion} from '../../../../src/lib/helm/version.ts'
import type {Kubectl} from '../../../../src/lib/kubernetes/kubectl.ts'
import {ofKind, type NodeObject, type ObjectRef} from '../../../../src/lib/kubernetes/objects.ts'
import {readObjects} from '../../../../src/lib/kubernetes/read.ts'
import {applyObjects, createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {wellAzure} from '../../azure/well-azure.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'
import {tools} from '../../../tools.ts'
import {record} from '../install/wanted.ts'
import {podToCreate} from './target.ts'
import {talkTo} from '../../../talk.ts'

const {helm, kubectl} = tools['4.2.3']
const {release, namespace, nodeName} = record()
const spec: RemoveSpec = {
  cluster: {resourceGroup: 'g', name: 'c'},
  kube: {admin: false},
  graceful: false,
  ignoreNotFound: false,
  dryRun: false,
  timeoutMs: 60_000,
  lockTimeoutMs: 0,
  takeOver: false,
}
const node: ObjectRef = {apiVersion: 'v1', kind: 'Node', name: nodeName}
const recordRef: ObjectRef = {apiVersion: 'v1', kind: 'Secret', name: recordName(release), namespace}
const lock: ObjectRef = {apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', name: lockName(release), namespace}

let api: TestApi
let direct: Kubectl
beforeEach(async () => {
  api = await startTestApi({controllers: true})
  direct = await api.openDirectly(kubectl)
})
afterEach(() => api.close())

async function newHost(): Promise<Host> {
  const {api: opened} = await api.openDirectly(kubectl)
  return {
    azure: wellAzure(api.config()),
    tools: async () => ({helm, helmVersion: await readHelmVersion(api.run, helm), kubectl, kubectlVersion: async () => '1.36.0'}),
    run: api.run,
    lastRun: api.run,
    api: () => opened,
    talk: talkTo(),
    signal: new AbortController().signal,
    now: () => new Date(),
    sleep: async () => {},
  } as unknown as Host
}

/** A connector of which the record and the node are there, with a pod on the node. */
async function installed(): Promise<void> {
  const virtualNode: NodeObject = {apiVersion: 'v1', kind: 'Node', metadata: {name: nodeName, labels: {type: 'virtual-kubelet'}}}
  const around = [namespaceObject(namespace), namespaceObject('default')]
  await createObjects(direct, [...around, recordObject(record()), virtualNode, podToCreate('web', 'default', {nodeName})], {
    mayExist: around,
  })
}
async function isThere(ref: ObjectRef): Promise<boolean> {
  return (await readObjects(direct, [ref])).objects.length > 0
}
async function isCordoned(): Promise<boolean> {
  return ofKind((await readObjects(direct, [node])).objects, 'Node')[0]?.spec?.unschedulable === true
}

describe('a removal', () => {
  it('says all that will go, then removes the pods, the node and the record', async () => {
    await installed()
    const questions: string[] = []
    const {outcomes} = await remove(await newHost(), spec, async question => void questions.push(question))
    expect(questions).toEqual([
      `This will delete: secret ${namespace}/${recordName(release)}, node ${nodeName}, pod default/web, namespace ${namespace} (if it contains nothing else). Are you sure you want to perform this operation?`,
    ])
    expect(outcomes).toMatchObject([{error: undefined, result: {release, left: []}}])
    expect(outcomes[0]?.result.removed).toEqual(expect.arrayContaining([`node ${nodeName}`, 'pod default/web']))
    for (const ref of [node, recordRef, lock]) expect(await isThere(ref)).toBe(false)
  })

  it('changes nothing when the user says no', async () => {
    await installed()
    const no = async () => {
      throw new UserError('Operation cancelled.')
    }
    await expect(remove(await newHost(), spec, no)).rejects.toThrow('Operation cancelled.')
    expect(await isThere(recordRef)).toBe(true)
    expect(await isThere(lock)).toBe(false)
    expect(await isCordoned()).toBe(false)
  })

  it('changes nothing when another run changed the connector while the user was asked, and gives the lock back', async () => {
    await installed()
    const install = async () => void (await applyObjects(direct, [recordObject({...record(), vkctlVersion: '9.9.9'})]))
    await expect(remove(await newHost(), spec, install)).rejects.toMatchObject({
      exitCode: 9,
      message: `Another vkctl has just changed ${release}. Nothing was removed.`,
    })
    expect(await isThere(recordRef)).toBe(true)
    expect(await isCordoned()).toBe(false)
    expect((await readObjects(direct, [lock])).objects).toMatchObject([{spec: {holderIdentity: ''}}])
  })

  it('of a connector that is not installed is an error, unless it may be missing', async () => {
    const host = await newHost()
    const asked = async () => {
      throw new Error('Nobody is asked.')
    }
    await expect(remove(host, spec, asked)).rejects.toMatchObject({exitCode: 3})
    expect(await remove(await newHost(), {...spec, ignoreNotFound: true}, asked)).toEqual({steps: [], outcomes: []})
  })

  it('changes nothing with --dry-run, asks nobody, and tells the steps', async () => {
    await installed()
    const {steps, outcomes} = await remove(await newHost(), {...spec, dryRun: true}, async () => {
      throw new Error('Nobody is asked.')
    })
    expect(outcomes).toEqual([])
    expect(steps.map(step => step.do)).toEqual(expect.arrayContaining(['delete-pods', 'delete-node', 'delete-namespace']))
    expect(await isThere(recordRef)).toBe(true)
    expect(await isThere(lock)).toBe(false)
  })
})
