import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import {known} from '../../../../src/lib/checks/engine/fact.ts'
import {readDetails} from '../../../../src/lib/connector/inventory/details.ts'
import type {Installed} from '../../../../src/lib/connector/inventory/installed.ts'
import {namespaceObject} from '../../../../src/lib/connector/model/namespace-object.ts'
import {leaseOf} from '../../../../src/lib/connector/session/lease.ts'
import type {Kubectl} from '../../../../src/lib/kubernetes/kubectl.ts'
import {createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {factsOf, well} from '../../checks/well.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'
import {tools} from '../../../tools.ts'
import {helmRelease, installed, record, wanted} from '../install/wanted.ts'

const now = new Date('2026-11-29T12:00:00Z')
const signal = new AbortController().signal
const {secret} = installed(wanted())

let api: TestApi
let kubectl: Kubectl
beforeAll(async () => {
  api = await startTestApi()
  kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
  await createObjects(kubectl, [namespaceObject('virtual-kubelet')], {mayExist: []})
})
afterAll(() => api.close())
beforeEach(() => api.faults.set([]))

function connector(changes: Partial<Installed> = {}): Installed {
  const {helm: _, ...facts} = factsOf(well)
  const helm = known(helmRelease(record(), {updated: '2026-11-29T11:00:00Z'}))
  return {
    ...record(),
    origin: 'vkctl',
    managedBy: undefined,
    workload: undefined,
    record: record(),
    recordFault: undefined,
    facts: {...facts, helm},
    ...changes,
  }
}

const details = (one: Installed, secrets = secret === undefined ? [] : [secret]) =>
  readDetails({signal}, {kubectl, now: () => now}, one, secrets)

describe('the details of a connector', () => {
  it('show what was given without what may be secret', async () => {
    const given = {imageTag: '1', chartUrl: 'https://user:pass@example.com/chart.tgz', values: {token: 's3cret'}}
    const found = await details(connector({record: {...record(), given}}))
    expect(found).toMatchObject({
      given: {imageTag: '1', values: ['token']},
      identity: {kind: 'kubelet', clientId: 'client'},
      lock: null,
      lastChange: '2026-11-29T11:00:00Z',
    })
    expect(JSON.stringify(found)).not.toMatch(/pass|s3cret/)
  })

  it('are null where there is neither record nor Secret, or where they cannot be read', async () => {
    api.faults.set([{server: 'kubernetes', path: '/leases/', status: 403, times: 9, message: 'you may not'}])
    expect(await details(connector({record: undefined}), [])).toMatchObject({
      given: null,
      identity: null,
      certificateExpires: null,
      lock: null,
    })
  })

  it('name the run that holds the lock', async () => {
    const {release, namespace} = record()
    await createObjects(kubectl, [leaseOf({release, namespace}, 'install-connector/laptop/1/x', now, now)], {mayExist: []})
    expect((await details(connector())).lock).toEqual({holder: 'install-connector/laptop/1/x', since: '2026-11-29T12:00:00.000000Z'})
  })
})
