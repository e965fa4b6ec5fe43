import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import {readExisting} from '../../../../src/lib/connector/install/existing.ts'
import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'
import {tools} from '../../../tools.ts'

const ids = [{connectorName: 'vk', osType: 'Linux', location: 'eastus'}] as const

let api: TestApi
let session: ClusterSession
beforeAll(async () => {
  api = await startTestApi()
  const kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
  session = {kubectl, releases: async () => []} as unknown as ClusterSession
})
afterAll(() => api.close())
beforeEach(() => api.faults.set([]))

const refusal = (path: string, kind: string) => ({
  server: 'kubernetes' as const,
  path,
  status: 403,
  times: 9,
  body: JSON.stringify({
    kind: 'Status',
    status: 'Failure',
    reason: 'Forbidden',
    message: `${kind} is forbidden: User "x" cannot get`,
    code: 403,
  }),
})

describe('what is read before an install', () => {
  it('may lack the client CA that the user may not read', async () => {
    api.faults.set([refusal('extension-apiserver-authentication', 'configmaps')])
    const {clientCa, existing} = await readExisting(session, ids, 'virtual-kubelet')
    expect(clientCa).toBeUndefined()
    expect(existing.get('vk-linux-eastus')).toMatchObject({record: undefined, elsewhere: []})
  })

  it.each([
    ['/namespaces/virtual-kubelet$', 'namespaces'],
    ['/secrets/', 'secrets'],
    ['/configmaps/vk-linux-eastus-receipt', 'configmaps'],
    ['/nodes/', 'nodes'],
  ])('must not lack %s', async (path, kind) => {
    api.faults.set([refusal(path, kind)])
    await expect(readExisting(session, ids, 'virtual-kubelet')).rejects.toThrow(/forbidden/)
  })
})
