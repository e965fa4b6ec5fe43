import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {list} from '../../../../src/lib/connector/inventory/list.ts'
import {namespaceObject} from '../../../../src/lib/connector/model/namespace-object.ts'
import {recordObject} from '../../../../src/lib/connector/model/record/record.ts'
import type {Host} from '../../../../src/lib/connector/session/host.ts'
import {readHelmVersion} from '../../../../src/lib/helm/version.ts'
import {createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {wellAzure} from '../../azure/well-azure.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'
import {tools} from '../../../tools.ts'
import {record} from '../install/wanted.ts'
import {talkTo} from '../../../talk.ts'

const {helm, kubectl} = tools['4.2.3']
const applied = {digest: 'd', revision: 3, chart: 'aci-connector-0.1.0', image: 'i'}

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
  const objects = [recordObject({...record(), applied}), recordObject({...record('Windows'), aciResourceGroup: 'mine'})]
  await createObjects(await api.openDirectly(kubectl), [namespaceObject('virtual-kubelet'), ...objects], {mayExist: []})
})
afterAll(() => api.close())

const warnings: string[] = []

function listed(osTypes: readonly ('Linux' | 'Windows')[]) {
  warnings.length = 0
  const host = {
    azure: wellAzure(api.config()),
    tools: async () => ({helm, helmVersion: await readHelmVersion(api.run, helm), kubectl, kubectlVersion: async () => '1.36.0'}),
    run: api.run,
    lastRun: api.run,
    api: api.api,
    now: () => new Date(),
    talk: talkTo({warning: text => void warnings.push(text)}),
    signal: new AbortController().signal,
  } as unknown as Host
  return list(host, {resourceGroup: 'g', name: 'c'}, {admin: false}, {osTypes})
}

describe('the list of connectors', () => {
  it('shows by its record what is left of one', async () => {
    expect(await listed(['Linux'])).toMatchObject([
      {
        connectorName: 'vk',
        osType: 'Linux',
        release: 'vk-linux-eastus',
        namespace: 'virtual-kubelet',
        nodeName: 'virtual-kubelet-vk-linux-eastus',
        location: 'eastus',
        aciResourceGroup: 'MC_g',
        image: null,
        chart: 'aci-connector-0.1.0',
        chartSource: 'embedded',
        status: 'Missing',
        revision: null,
        changed: false,
        conditions: [{type: 'ReleaseDeployed', status: 'False', reason: 'ReleaseNotFound'}, ...Array.from({length: 5}, () => ({}))],
      },
    ])
  })

  it('has no chart of one that Helm never finished', async () => {
    expect(await listed(['Windows'])).toMatchObject([{osType: 'Windows', aciResourceGroup: 'mine', chart: null}])
  })

  it('has all that were asked for, by name', async () => {
    expect((await listed(['Linux', 'Windows'])).map(({release}) => release)).toEqual(['vk-linux-eastus', 'vk-windows-eastus'])
  })

  it('says once on stderr why a status is Unknown', async () => {
    api.faults.set([{server: 'kubernetes', path: '/nodes', status: 403, times: 99, message: 'nodes are forbidden: User "x" cannot list'}])
    expect(await listed(['Linux', 'Windows'])).toMatchObject([{status: 'Unknown'}, {status: 'Unknown'}])
    expect(warnings).toEqual(['The status Unknown means that something could not be read: nodes are forbidden: User "x" cannot list'])
    api.faults.set([])
  })
})
