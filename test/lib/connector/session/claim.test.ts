import {spawnSync} from 'node:child_process'
import {hostname} from 'node:os'
import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import {claim, claimOf, refuseClaimed, releaseClaims} from '../../../../src/lib/connector/session/claim.ts'
import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import type {Host} from '../../../../src/lib/connector/session/host.ts'
import {readReceipt, receiptName, type Receipt} from '../../../../src/lib/connector/model/receipt.ts'
import {ofKind} from '../../../../src/lib/kubernetes/objects.ts'
import {readObjects} from '../../../../src/lib/kubernetes/read.ts'
import {createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'
import {tools} from '../../../tools.ts'
import {receipt} from '../install/wanted.ts'

const {kubectl: tool} = tools['4.2.3']
const talk = {info() {}, step() {}, warning() {}, debug() {}}
const host = {talk} as unknown as Host
const until = new Date(Date.now() + 60_000)

let api: TestApi
let session: ClusterSession
beforeAll(async () => {
  api = await startTestApi()
  session = {kubectl: await api.openDirectly(tool), lastKubectl: await api.open(tool)} as unknown as ClusterSession
  await createObjects(session.kubectl, [{apiVersion: 'v1', kind: 'Namespace', metadata: {name: 'virtual-kubelet'}}], {mayExist: []})
})
afterAll(() => api.close())
beforeEach(() => api.faults.set([]))

const made = async (release: string, change: Partial<Receipt> = {}): Promise<Receipt> => {
  const one = {...receipt(), release, ...change}
  await claim(session.kubectl, {receipts: [{receipt: one, version: undefined}]})
  return one
}
const stored = async ({release, namespace}: Receipt): Promise<Receipt | undefined> => {
  const {objects} = await readObjects(session.kubectl, [{apiVersion: 'v1', kind: 'ConfigMap', name: receiptName(release), namespace}])
  return ofKind(objects, 'ConfigMap').map(readReceipt)[0]
}

describe('the claims of a run that is cut short', () => {
  it('are taken back, and nothing else is changed', async () => {
    const mine = await made('mine', {claim: claimOf('install', until)})
    const theirs = await made('theirs', {claim: {by: 'remove', holder: 'elsewhere/1', until: until.toISOString()}})
    const gone = {...receipt(), release: 'gone'}
    await releaseClaims(host, session, [mine, theirs, gone])
    expect(await stored(mine)).not.toHaveProperty('claim')
    expect(await stored(theirs)).toEqual(theirs)
    expect(await stored(gone)).toBeUndefined()
  })

  it('run out by themselves when that cannot be said', async () => {
    const mine = await made('away', {claim: claimOf('install', until)})
    api.faults.set([{server: 'kubernetes', status: 503, times: 99}])
    await releaseClaims(host, session, [mine])
    api.faults.set([])
    expect(await stored(mine)).toHaveProperty('claim')
  })
})

describe('a claim that another run left', () => {
  const held = (holder: string, untilMs = 60_000): Receipt => ({
    ...receipt(),
    claim: {by: 'install', holder, until: new Date(Date.now() + untilMs).toISOString()},
  })

  it('bars a run while its process lives, or while nobody here can tell', () => {
    expect(() => refuseClaimed(held(`${hostname()}/${process.ppid}`), new Date())).toThrow(/is working on vk-linux-eastus/)
    expect(() => refuseClaimed(held('elsewhere/1'), new Date())).toThrow(/elsewhere\/1/)
  })

  it('is void when its process has ended, and when its time is over', () => {
    const {pid} = spawnSync(process.execPath, ['--version'])
    expect(() => refuseClaimed(held(`${hostname()}/${pid}`), new Date())).not.toThrow()
    expect(() => refuseClaimed(held('elsewhere/1', -1), new Date())).not.toThrow()
  })
})

describe('a claim', () => {
  it('is refused to the second of two runs at once', async () => {
    await made('raced')
    await expect(made('raced')).rejects.toThrow(/^Another vkctl .* raced\.$/)
  })

  it('that cannot be written for another reason says that reason', async () => {
    api.faults.set([{server: 'kubernetes', path: '/configmaps', status: 503, times: 99}])
    await expect(made('unwritten')).rejects.toThrow(/^Could not create ConfigMap unwritten-receipt: /)
  })
})
