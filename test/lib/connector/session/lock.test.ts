import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import {lockConnectors, type Lock} from '../../../../src/lib/connector/session/lock.ts'
import {holderOf, lockName, unfinishedTime} from '../../../../src/lib/connector/session/lease.ts'
import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import type {Host} from '../../../../src/lib/connector/session/host.ts'
import {LockedError} from '../../../../src/lib/errors.ts'
import {ofKind, type LeaseObject} from '../../../../src/lib/kubernetes/objects.ts'
import {readObjects} from '../../../../src/lib/kubernetes/read.ts'
import {applyObjects, createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'
import {tools} from '../../../tools.ts'
import {talkTo} from '../../../talk.ts'

const namespace = 'virtual-kubelet'
const request = {command: 'install-connector', waitMs: 0}
const steps: string[] = []
const talk = talkTo({step: text => void steps.push(text)})
let onSleep: () => Promise<void> = async () => {}
const host = {talk, signal: new AbortController().signal, sleep: () => onSleep()} as unknown as Host

let api: TestApi
let session: ClusterSession
beforeAll(async () => {
  api = await startTestApi()
  const kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
  session = {kubectl, lastKubectl: kubectl, now: () => new Date()} as unknown as ClusterSession
  await createObjects(kubectl, [{apiVersion: 'v1', kind: 'Namespace', metadata: {name: namespace}}], {mayExist: []})
})
afterAll(() => api.close())
beforeEach(() => {
  steps.length = 0
  onSleep = async () => {}
})

const of = (release: string) => ({release, namespace})
const lock = (release: string, waitMs = 0): Promise<Lock> => lockConnectors(host, session, [of(release)], {...request, waitMs})

async function lease(release: string): Promise<LeaseObject | undefined> {
  const ref = {apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', name: lockName(release), namespace}
  return ofKind((await readObjects(session.kubectl, [ref])).objects, 'Lease')[0]
}

/** What another run would have written. */
async function held(release: string, spec: LeaseObject['spec']): Promise<void> {
  const times = {acquireTime: '2026-11-29T12:00:00.000000Z', renewTime: micro(Date.now()), leaseDurationSeconds: 20}
  const metadata = {name: lockName(release), namespace}
  await applyObjects(session.kubectl, [
    {apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec: {...times, ...spec}} as LeaseObject,
  ])
}

const micro = (ms: number): string => new Date(ms).toISOString().replace('Z', '000Z')
const other = 'remove-connector/laptop/4711/1234'

describe('the lock on a connector', () => {
  it('says whether its run may have left a release unfinished', async () => {
    const interrupted = await lock('interrupted')
    expect(unfinishedTime((await lease('interrupted')) as LeaseObject)).toBeDefined()
    await interrupted.release()
    const {from, to} = unfinishedTime((await lease('interrupted')) as LeaseObject) ?? {from: 0, to: 0}
    expect(to).toBeLessThan(Date.now() + 1000)
    expect(from).toBeLessThanOrEqual(to)
    const finished = await lock('interrupted')
    finished.settled('interrupted')
    await finished.release()
    expect(unfinishedTime((await lease('interrupted')) as LeaseObject)).toBeUndefined()
  })

  it('bars another run until it is given back; the other run says who holds it since when', async () => {
    const mine = await lock('one')
    await expect(lock('one')).rejects.toThrow(LockedError)
    await expect(lock('one')).rejects.toMatchObject({
      exitCode: 9,
      message: expect.stringMatching(
        /^one is locked by another vkctl \(install-connector on .+, process \d+, since 20..-..-..T..:..:..Z\)\. Nothing/,
      ),
    })
    await mine.release()
    await (await lock('one')).release()
  })

  it('bars two runs of one process and one host name alike: each has a name of its own', async () => {
    const mine = await lock('same')
    const first = (await lease('same'))?.spec?.holderIdentity
    await mine.release()
    const next = await lock('same')
    expect((await lease('same'))?.spec?.holderIdentity).not.toBe(first)
    await next.release()
  })

  it('is waited for as long as --lock-timeout says', async () => {
    await held('slow', {holderIdentity: other})
    onSleep = () => held('slow', {holderIdentity: ''})
    const mine = await lock('slow', 60_000)
    expect(steps).toEqual([
      expect.stringMatching(/^Waiting for the lock on slow, which another vkctl \(remove-connector on laptop, process 4711/),
    ])
    await mine.release()
  })

  it('is taken of all connectors or of none', async () => {
    await held('taken', {holderIdentity: other})
    await expect(lockConnectors(host, session, [of('taken'), of('free')], request)).rejects.toThrow(LockedError)
    await (await lock('free')).release()
  })

  it('is renewed while the run works, and not held any more when somebody else has taken it', async () => {
    const mine = await lock('long')
    const before = (await lease('long'))?.spec?.renewTime
    let now = before
    while (now === before) now = (await lease('long'))?.spec?.renewTime
    mine.assertHeld()
    await held('long', {holderIdentity: other})
    const isLost = (): boolean => {
      try {
        mine.assertHeld()
        return false
      } catch {
        return true
      }
    }
    while (!isLost()) await lease('long')
    expect(() => mine.assertHeld()).toThrow(/was lost to another vkctl \(remove-connector on laptop/)
    await mine.release()
    expect((await lease('long'))?.spec?.holderIdentity).toBe(other)
  }, 30_000)

  it('goes with a connector that is gone', async () => {
    const connector = of('gone')
    const mine = await lockConnectors(host, session, [connector], request)
    await mine.release([connector])
    expect(await lease('gone')).toBeUndefined()
  })

  it('tells a run that waited for it that the connector is gone', async () => {
    const connector = of('removed')
    const mine = await lockConnectors(host, session, [connector], request)
    onSleep = () => mine.release([connector])
    await expect(lock('removed', 60_000)).rejects.toMatchObject({
      exitCode: 9,
      message: 'Another vkctl has just removed removed. Nothing was changed.',
    })
    expect(await lease('removed')).toBeUndefined()
  })
})

describe('a lock that another run left', () => {
  const now = new Date('2026-11-29T12:00:30Z')
  const ago = (seconds: number) => micro(now.getTime() - seconds * 1000)

  it.each([
    ['holds for its duration', {holderIdentity: other, renewTime: ago(19), leaseDurationSeconds: 20}, other],
    ['is void after it', {holderIdentity: other, renewTime: ago(21), leaseDurationSeconds: 20}, undefined],
    ['is void after 30 seconds, whatever it says', {holderIdentity: other, renewTime: ago(31), leaseDurationSeconds: 9999}, undefined],
    [
      'is void when it was renewed in a time to come',
      {holderIdentity: other, renewTime: '9999-01-01T00:00:00.000000Z', leaseDurationSeconds: 20},
      undefined,
    ],
    ['is void without a time', {holderIdentity: other, leaseDurationSeconds: 20}, undefined],
    ['is void without a holder', {holderIdentity: '', renewTime: ago(1), leaseDurationSeconds: 20}, undefined],
  ])('%s', (_, spec, holder) => {
    expect(holderOf({metadata: {name: 'x'}, spec}, now)).toBe(holder)
  })

  it('is taken over', async () => {
    await held('left', {holderIdentity: other, renewTime: micro(Date.now() - 25_000)})
    const mine = await lock('left')
    expect((await lease('left'))?.spec?.holderIdentity).not.toBe(other)
    await mine.release()
  })
})
