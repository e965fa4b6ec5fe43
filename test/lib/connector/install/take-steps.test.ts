import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {planInstall, type InstallPlan} from '../../../../src/lib/connector/install/plan.ts'
import {describe as inWords, type Step} from '../../../../src/lib/connector/install/steps/steps.ts'
import {takeSteps, type TakeContext} from '../../../../src/lib/connector/install/take-steps.ts'
import type {Wanted} from '../../../../src/lib/connector/install/wanted.ts'
import {nodeName, releaseName} from '../../../../src/lib/connector/model/names.ts'
import {namespaceObject} from '../../../../src/lib/connector/model/namespace-object.ts'
import {readRecord, recordName, type ConnectorRecord} from '../../../../src/lib/connector/model/record/record.ts'
import type {Release} from '../../../../src/lib/helm/releases.ts'
import {openJournal} from '../../../../src/lib/connector/session/journal.ts'
import {InterruptedError, UserError} from '../../../../src/lib/errors.ts'
import type {Upgrade} from '../../../../src/lib/helm/helm.ts'
import {ofKind} from '../../../../src/lib/kubernetes/objects.ts'
import {readObjects} from '../../../../src/lib/kubernetes/read.ts'
import {createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'
import {tools} from '../../../tools.ts'
import {helmRelease, wanted} from './wanted.ts'
import {talkTo} from '../../../talk.ts'

const talk = talkTo()
const deadline = new Date(Date.now() + 60_000)

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
  const kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
  await createObjects(kubectl, [namespaceObject('virtual-kubelet')], {mayExist: []})
})
afterAll(() => api.close())

const all = (name: string): readonly Wanted[] =>
  (['Linux', 'Windows'] as const).map(osType => {
    const one = wanted(osType)
    const id = {connectorName: name, osType, location: 'eastus'}
    return {...one, record: {...one.record, ...id, release: releaseName(id), nodeName: nodeName(id)}}
  })

function planOf(connectors: readonly Wanted[]): InstallPlan {
  return planInstall({
    removesObstacles: false,
    triesImages: true,
    namespace: {name: 'virtual-kubelet', existing: namespaceObject('virtual-kubelet')},
    roles: [],
    wanted: connectors,
    moving: new Map(),
  })
}

/** Takes the steps on the sandbox's API server; what Helm does is given. */
async function takeAll(connectors: readonly Wanted[], upgrade: (upgrade: Upgrade) => Promise<Release>) {
  const kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
  const kept: Release[] = []
  const helm = {upgrade: async (one: Upgrade) => void kept.push({...(await upgrade(one)), name: one.release, namespace: one.namespace})}
  const context = {
    host: {talk, now: () => new Date(), sleep: async () => {}},
    session: {kubectl, lastKubectl: kubectl, helm, releases: async () => kept},
    deadline,
    journal: openJournal<Step>(talk, inWords),
    wait: true,
  } as unknown as TakeContext
  return takeSteps(context, planOf(connectors), connectors)
}

async function stored(connectors: readonly Wanted[]): Promise<readonly (ConnectorRecord | undefined)[]> {
  const kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
  const {objects} = await readObjects(
    kubectl,
    connectors.map(({record: {release, namespace}}) => ({apiVersion: 'v1', kind: 'Secret', name: recordName(release), namespace})),
  )
  return ofKind(objects, 'Secret').map(object => readRecord(object).record)
}

describe('the steps of an install', () => {
  it('end with records of what Helm did', async () => {
    const connectors = all('good')
    const progress = await takeAll(connectors, async () => helmRelease(wanted().record, {revision: 7}))
    expect(progress.map(({release, error, changed}) => ({revision: release?.revision, error, changed}))).toEqual([
      {revision: 7, error: undefined, changed: true},
      {revision: 7, error: undefined, changed: true},
    ])
    const records = await stored(connectors)
    expect(records.map(record => record?.applied?.revision)).toEqual([7, 7])
  })

  it('of one connector may fail: the other goes on', async () => {
    const connectors = all('half')
    const progress = await takeAll(connectors, async ({release}) => {
      if (release.includes('windows')) throw new UserError('no')
      return helmRelease(wanted().record)
    })
    expect(progress.map(({error}) => error?.message)).toEqual([undefined, 'no'])
    const records = await stored(connectors)
    expect(records.map(record => record?.applied?.revision)).toEqual([4, undefined])
  })

  it('end when they are interrupted, after what still runs has ended', async () => {
    const connectors = all('cut')
    let ended = false
    const taking = takeAll(connectors, async ({release}) => {
      if (release.includes('linux')) throw new InterruptedError('SIGINT')
      // The API server has answered once more by then.
      await stored(connectors)
      ended = true
      return helmRelease(wanted().record)
    })
    await expect(taking).rejects.toThrow(InterruptedError)
    expect(ended).toBe(true)
    const records = await stored(connectors)
    expect(records).toHaveLength(2)
    expect(records.map(record => record?.applied)).toEqual([undefined, undefined])
  })
})
