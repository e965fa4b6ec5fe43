import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import {known} from '../../../../src/lib/checks/engine/fact.ts'
import type {AssignedConnector} from '../../../../src/lib/connector/removal/assigned-connectors.ts'
import {namespaceObject} from '../../../../src/lib/connector/model/namespace-object.ts'
import type {ConnectorId} from '../../../../src/lib/connector/model/names.ts'
import {readRecord, recordObject, type ConnectorRecord} from '../../../../src/lib/connector/model/record/record.ts'
import {finish} from '../../../../src/lib/connector/removal/finish.ts'
import {describe as inWords, type Step} from '../../../../src/lib/connector/removal/steps/steps.ts'
import {takeLastSteps} from '../../../../src/lib/connector/removal/take-last-steps.ts'
import type {TakeContext, Taken} from '../../../../src/lib/connector/removal/take-steps.ts'
import {readThings} from '../../../../src/lib/connector/removal/read-things.ts'
import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import type {Host} from '../../../../src/lib/connector/session/host.ts'
import {openJournal} from '../../../../src/lib/connector/session/journal.ts'
import {InterruptedError, UserError} from '../../../../src/lib/errors.ts'
import type {Kubectl} from '../../../../src/lib/kubernetes/kubectl.ts'
import {ofKind, type KubeObject} from '../../../../src/lib/kubernetes/objects.ts'
import {listObjects, readObjects} from '../../../../src/lib/kubernetes/read.ts'
import {createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'
import {tools} from '../../../tools.ts'
import {record} from '../install/wanted.ts'
import {assigned, cluster, connector, hostAt, target} from './target.ts'

// With what comes last, for that is most of what `finish` does.

const start = new Date()
const deadline = new Date(start.getTime() + 60_000)

let api: TestApi
let kubectl: Kubectl
beforeAll(async () => {
  api = await startTestApi({controllers: true})
  kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
})
afterAll(() => api.close())
beforeEach(() => api.faults.set([]))

/** A connector of which only the record is left in the cluster. */
async function made(
  namespace: string,
  osType: ConnectorId['osType'] = 'Linux',
  changes: Partial<ConnectorRecord> = {},
): Promise<AssignedConnector> {
  const own = {...record(osType), namespace, ...changes}
  const around = namespaceObject(namespace)
  await createObjects(kubectl, [around, recordObject(own)], {mayExist: [around]})
  return connector(osType, {namespace, record: own})
}
function contextOn(host: Host): TakeContext {
  const session = {kubectl, lastKubectl: kubectl, releases: async () => [], cluster} as unknown as ClusterSession
  return {
    host,
    session,
    deadline,
    journal: openJournal<Step>(host.talk, inWords),
    lock: {assertHeld() {}, settled() {}, release: async () => {}},
  }
}
async function taken(context: TakeContext, one: AssignedConnector, error?: UserError): Promise<Taken> {
  const {aciResourceGroup} = target(one)
  return {
    target: target(one, {
      before: await readThings(
        context.host,
        context.session,
        {connector: one, assignments: one.assignments, aciResourceGroup, podUids: [], ownsNode: true},
        known([]),
      ),
    }),
    error,
  }
}
const recordsIn = async (namespace: string) => {
  const {objects} = await listObjects(kubectl, {kinds: ['secrets'], namespace})
  return ofKind(objects, 'Secret').flatMap(object => readRecord(object).record ?? [])
}
const namespaceIsThere = async (name: string): Promise<boolean> =>
  (await readObjects(kubectl, [{apiVersion: 'v1', kind: 'Namespace', name}])).objects.length > 0
const refuse = async (): Promise<never> => {
  throw new UserError('not allowed')
}

describe('the end of a removal', () => {
  it('takes the shared role assignment, the records and the namespace with the last connector', async () => {
    const assignments = [assigned]
    const context = contextOn(hostAt(start, {assignments}).host)
    const both = [
      await taken(context, await made('all', 'Linux', {roleAssignmentId: assigned})),
      await taken(context, await made('all', 'Windows', {roleAssignmentId: assigned})),
    ]
    const outcomes = await finish(context, both, [])
    expect(outcomes.map(({result: {removed, left}}) => ({removed, left}))).toEqual([
      {removed: ['secret all/vk-linux-eastus-record', `role assignment ${assigned}`], left: []},
      {removed: ['secret all/vk-windows-eastus-record', `role assignment ${assigned}`, 'namespace all'], left: []},
    ])
    expect(await namespaceIsThere('all')).toBe(false)
    expect(assignments).toEqual([])
  })

  it('believes Azure that a role assignment is deleted, though it lists it or hides it for a while', async () => {
    for (const roleAssignments of [async () => [{id: assigned}], refuse]) {
      const {host} = hostAt(start, {deleteRoleAssignment: async () => true, roleAssignments} as unknown as Host['azure'])
      const context = contextOn(host)
      const [outcome] = await finish(context, [await taken(context, await made('lagging', 'Linux', {roleAssignmentId: assigned}))], [])
      expect(outcome?.result.left).toEqual([])
    }
  })

  it('keeps the record of a connector that could not be removed, and what it shares', async () => {
    const assignments = [assigned]
    const context = contextOn(hostAt(start, {assignments}).host)
    const own = {roleAssignmentId: assigned}
    const error = new UserError('no')
    const both = [await taken(context, await made('half', 'Linux', own), error), await taken(context, await made('half', 'Windows', own))]
    const outcomes = await finish(context, both, [])
    expect(outcomes.map(({result: {removed, left}, error: of}) => ({removed, left, of}))).toEqual([
      {removed: [], left: ['secret half/vk-linux-eastus-record', `role assignment ${assigned}`], of: error},
      {removed: ['secret half/vk-windows-eastus-record'], left: [], of: undefined},
    ])
    expect((await recordsIn('half')).map(({osType}) => osType)).toEqual(['Linux'])
  })

  it.each(['/secrets', '/nodes/'])('keeps the record when %s cannot be read', async path => {
    const context = contextOn(hostAt(start).host)
    const one = await taken(context, await made('unread', 'Linux', {release: `vk-${path.replaceAll('/', '')}`}))
    api.faults.set([{server: 'kubernetes', method: 'GET', path, status: 403, times: 99, message: 'you may not'}])
    const [outcome] = await finish(context, [one], [])
    expect(outcome?.result.left).toContain('unknown: you may not')
    expect(context.journal.done).toEqual([])
  })

  it('tells of a namespace that it cannot see any more', async () => {
    const context = contextOn(hostAt(start).host)
    const one = await taken(context, await made('unseen'))
    api.faults.set([
      {server: 'kubernetes', method: 'DELETE', path: '/namespaces/unseen', status: 403, times: 9},
      {server: 'kubernetes', method: 'GET', path: '/namespaces/unseen$', status: 403, skip: 1, times: 9, message: 'you may not'},
    ])
    const [outcome] = await finish(context, [one], [])
    expect(outcome?.result.left).toEqual(['secret unseen/vk-linux-eastus-record', 'namespace unseen', 'unknown: you may not'])
  })
})

describe('the last steps', () => {
  it('keep the records of all that used a role assignment which cannot be deleted', async () => {
    const {host, warnings} = hostAt(start, {assignments: [assigned], deleteRoleAssignment: refuse})
    const gone = [
      await made('refused', 'Linux', {roleAssignmentId: assigned}),
      await made('refused', 'Windows', {roleAssignmentId: assigned}),
    ]
    expect(await takeLastSteps(contextOn(host), {gone, staying: [], assignments: [assigned]})).toEqual([])
    expect(warnings).toEqual(['not allowed'])
    expect(await recordsIn('refused')).toHaveLength(2)
  })

  it('go on when only the answer was lost', async () => {
    const {host, warnings} = hostAt(start, {deleteRoleAssignment: refuse})
    const gone = [await made('lost', 'Linux', {roleAssignmentId: assigned})]
    expect(await takeLastSteps(contextOn(host), {gone, staying: [], assignments: [assigned]})).toEqual([
      {name: 'lost', release: 'vk-linux-eastus', unknown: []},
    ])
    expect(warnings).toEqual(['not allowed'])
    expect(await namespaceIsThere('lost')).toBe(false)
  })

  it('keep the record when nobody knows whether the role assignment is there', async () => {
    const {host} = hostAt(start, {deleteRoleAssignment: refuse, roleAssignments: refuse})
    const gone = [await made('unsure', 'Linux', {roleAssignmentId: assigned})]
    expect(await takeLastSteps(contextOn(host), {gone, staying: [], assignments: [assigned]})).toEqual([])
    expect(await recordsIn('unsure')).toHaveLength(1)
  })

  it('end with an interrupt', async () => {
    const interrupted = new InterruptedError('SIGINT')
    const {host} = hostAt(start, {deleteRoleAssignment: () => Promise.reject(interrupted)})
    const gone = [await made('cut', 'Linux', {roleAssignmentId: assigned})]
    await expect(takeLastSteps(contextOn(host), {gone, staying: [], assignments: [assigned]})).rejects.toBe(interrupted)
    expect(await recordsIn('cut')).toHaveLength(1)
  })

  it('leave the namespace to a connector that stays', async () => {
    const gone = [await made('stays', 'Linux')]
    const staying = [await made('stays', 'Windows')]
    expect(await takeLastSteps(contextOn(hostAt(start).host), {gone, staying, assignments: []})).toEqual([])
    expect((await recordsIn('stays')).map(({osType}) => osType)).toEqual(['Windows'])
  })

  it('leave the namespace to what else is in it, and say so', async () => {
    const {host, warnings} = hostAt(start)
    const gone = [await made('inhabited')]
    const mine: KubeObject = {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'mine', namespace: 'inhabited'}}
    await createObjects(kubectl, [mine], {mayExist: []})
    expect(await takeLastSteps(contextOn(host), {gone, staying: [], assignments: [assigned]})).toEqual([])
    expect(warnings).toEqual([
      'The namespace inhabited was not deleted, because it contains objects that vkctl did not create: ConfigMap mine.',
    ])
    expect(await recordsIn('inhabited')).toEqual([])
    expect(await namespaceIsThere('inhabited')).toBe(true)
  })

  it('delete no record when nobody knows who uses the namespace', async () => {
    const gone = [await made('unknown')]
    api.faults.set([{server: 'kubernetes', path: '/pods', status: 403, times: 9, message: 'you may not'}])
    expect(await takeLastSteps(contextOn(hostAt(start).host), {gone, staying: [], assignments: [assigned]})).toEqual([
      {name: 'unknown', release: 'vk-linux-eastus', unknown: ['/api/v1/namespaces/unknown/pods: you may not']},
    ])
    expect(await recordsIn('unknown')).toHaveLength(1)
  })
})
