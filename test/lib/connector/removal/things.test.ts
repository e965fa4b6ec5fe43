import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import {readAllGroups} from '../../../../src/lib/connector/removal/container-groups.ts'
import {readThings} from '../../../../src/lib/connector/removal/read-things.ts'
import {inWords} from '../../../../src/lib/connector/removal/things.ts'
import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import type {Host} from '../../../../src/lib/connector/session/host.ts'
import {createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'
import {tools} from '../../../tools.ts'
import {helmRelease, record} from '../install/wanted.ts'
import {cluster, groupId} from './target.ts'

const {release, namespace, nodeName} = record()
type Target = Parameters<typeof readThings>[2]
const target = {
  connector: {release, namespace, nodeName},
  aciResourceGroup: 'MC_g',
  podUids: [],
  ownsNode: true,
  assignments: [],
} as unknown as Target
const groups = [
  {id: groupId('MC_g', 'ours'), name: 'ours', tags: {NodeName: nodeName}},
  {id: groupId('MC_g', 'theirs'), name: 'theirs', tags: {NodeName: 'other'}},
]

let api: TestApi
let session: ClusterSession
let host: Host
/** What is there in words, then what could not be read. */
async function read(on: Host, at: ClusterSession, whose: Target): Promise<readonly string[]> {
  const {things, hidden} = await readThings(on, at, whose, await readAllGroups(on))
  return [...things.map(inWords), ...new Set(hidden.map(({reason}) => `unknown: ${reason}`))]
}
beforeAll(async () => {
  api = await startTestApi()
  const kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
  session = {kubectl, cluster, releases: async () => []} as unknown as ClusterSession
  host = {signal: new AbortController().signal, azure: {containerGroups: async () => []}} as unknown as Host
  await createObjects(kubectl, [{apiVersion: 'v1', kind: 'Namespace', metadata: {name: namespace}}], {mayExist: []})
})
afterAll(() => api.close())
beforeEach(() => api.faults.set([]))

describe('the look after a removal', () => {
  it('finds nothing where nothing is', async () => {
    expect(await read(host, session, target)).toEqual([])
  })

  it('tells the release and the container groups of the node', async () => {
    const releases = async () => [helmRelease(record())]
    const azure = {containerGroups: async () => groups}
    expect(await read({...host, azure} as unknown as Host, {...session, releases}, target)).toEqual([
      `release ${release}`,
      'container group MC_g/ours',
    ])
  })

  it.each(['/secrets', '/serviceaccounts', `/nodes/${nodeName}`, 'spec.nodeName'])('tells that %s could not be read', async path => {
    const body = JSON.stringify({
      kind: 'Status',
      status: 'Failure',
      reason: 'Forbidden',
      message: 'it is forbidden: User "x" cannot',
      code: 403,
    })
    api.faults.set([{server: 'kubernetes', path, status: 403, times: 9, body}])
    expect(await read(host, session, target)).toEqual(['unknown: it is forbidden: User "x" cannot'])
  })

  it('tells that Azure could not be asked', async () => {
    const azure = {
      containerGroups: async () => {
        throw new Error('away')
      },
    }
    expect(await read({...host, azure} as unknown as Host, session, target)).toEqual(['unknown: container groups: away'])
  })
})
