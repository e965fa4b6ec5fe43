import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {UsageError} from '../../../../../src/lib/errors.ts'
import {adoptingSpec, lostVariables} from '../../../../../src/lib/connector/install/adopt/adopting-spec.ts'
import type {variablesOf} from '../../../../../src/lib/connector/model/deployment-arguments.ts'
import type {ClusterSession} from '../../../../../src/lib/connector/session/cluster-session.ts'
import type {Kubectl} from '../../../../../src/lib/kubernetes/kubectl.ts'
import type {DeploymentObject} from '../../../../../src/lib/kubernetes/objects.ts'
import {createObjects} from '../../../../../src/lib/kubernetes/write.ts'
import {tools} from '../../../../tools.ts'
import {startTestApi, type TestApi} from '../../../kubernetes/test-api.ts'
import {spec} from '../spec.ts'

let api: TestApi
let kubectl: Kubectl
beforeAll(async () => {
  api = await startTestApi()
  kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
  const secret = {apiVersion: 'v1', kind: 'Secret', metadata: {name: 'aci', namespace: 'vk'}, stringData: {clientSecret: 'of the chart'}}
  await createObjects(kubectl, [{apiVersion: 'v1', kind: 'Namespace', metadata: {name: 'vk'}}, secret], {mayExist: []})
})
afterAll(() => api.close())

type Env = ReturnType<typeof variablesOf>

/** The Deployment of a connector with these variables. */
function deployment(env: Readonly<Record<string, string>> | Env, args: readonly string[] = []): DeploymentObject {
  const variables = Array.isArray(env) ? (env as Env) : Object.entries(env).map(([name, value]) => ({name, value: value as string}))
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {name: 'aci', namespace: 'vk'},
    spec: {template: {spec: {containers: [{args: ['--nodename', 'n', ...args], env: variables}]}}},
  }
}

const session = (): ClusterSession =>
  ({
    kubectl,
    cluster: {location: 'westeurope', nodeResourceGroup: 'MC_g', kubeletIdentity: {clientId: 'of-nodes', objectId: 'o'}},
  }) as unknown as ClusterSession

describe('what an adoption asks for', () => {
  it('is what the Deployment has', async () => {
    const of = deployment(
      {
        ACI_REGION: 'East US',
        ACI_RESOURCE_GROUP: 'aci',
        ACI_SUBNET_NAME: 'pods',
        ACI_VNET_NAME: 'net',
        ACI_VNET_RESOURCE_GROUP: 'nets',
        VKUBELET_TAINT_KEY: 'mine',
        VIRTUALNODE_USER_IDENTITY_CLIENTID: 'OF-NODES',
        AZURE_CLIENT_ID: '',
      },
      ['--os', 'Windows'],
    )
    expect(await adoptingSpec(spec({adopt: 'n'}), of, session())).toMatchObject({
      adopt: 'n',
      osTypes: ['Windows'],
      location: 'eastus',
      servicePrincipal: undefined,
      subnet: {networkName: 'net', subnetName: 'pods', resourceGroup: 'nets'},
      given: {aciResourceGroup: 'aci', values: {taint: {key: 'mine', value: 'azure', effect: 'NoSchedule'}}},
    })
  })

  it('is the place of the cluster if the Deployment names none, as for the provider', async () => {
    const {location, given, subnet} = await adoptingSpec(spec(), deployment({ACI_RESOURCE_GROUP: 'mc_G'}), session())
    expect({location, given, subnet}).toEqual({location: 'westeurope', given: {}, subnet: undefined})
  })

  it('is what the user passes, where that moves nothing', async () => {
    const of = deployment({ACI_REGION: 'eastus', ACI_RESOURCE_GROUP: 'aci', AZURE_CLIENT_ID: 'app'})
    const asked = spec({location: 'eastus', given: {aciResourceGroup: 'ACI', imageTag: '1.6.3', identityId: '/i'}})
    expect(await adoptingSpec(asked, of, session())).toMatchObject({
      servicePrincipal: undefined,
      given: {aciResourceGroup: 'ACI', imageTag: '1.6.3', identityId: '/i'},
    })
  })

  it.each([
    ['--location', {location: 'westus2'}],
    ['--aci-resource-group', {given: {aciResourceGroup: 'other'}}],
  ])('is not another place: %s', async (flag, asked) => {
    await expect(adoptingSpec(spec(asked), deployment({ACI_REGION: 'eastus'}), session())).rejects.toThrow(flag)
  })

  it.each([
    ['in a Secret', [{name: 'AZURE_CLIENT_SECRET', valueFrom: {secretKeyRef: {name: 'aci', key: 'clientSecret'}}}], 'of the chart'],
    ['in the Deployment', [{name: 'AZURE_CLIENT_SECRET', value: 'plain'}], 'plain'],
  ])('has the service principal with its secret %s', async (_, more, secret) => {
    const {servicePrincipal} = await adoptingSpec(spec(), deployment([{name: 'AZURE_CLIENT_ID', value: 'app'}, ...more]), session())
    expect(servicePrincipal?.clientId).toBe('app')
    expect(servicePrincipal?.clientSecret.reveal()).toBe(secret)
  })

  it.each([
    ['whose secret is gone', {AZURE_CLIENT_ID: 'app'}, 'its client secret could not be found'],
    ['with credentials in a file', {AZURE_AUTH_LOCATION: '/etc/x.json'}, 'from a file'],
    ['with another managed identity', {VIRTUALNODE_USER_IDENTITY_CLIENTID: 'other'}, 'the client ID other'],
    ['whose network is not named', {ACI_SUBNET_NAME: 'pods'}, 'does not name the virtual network'],
  ])('cannot be told of a connector %s', async (_, env, why) => {
    const failing = adoptingSpec(spec(), deployment(env), session())
    await expect(failing).rejects.toThrow(UsageError)
    await expect(failing).rejects.toThrow(why)
  })
})

it('variables that the chart of vkctl does not set are lost, unless the user passes them', () => {
  const of = deployment({ACI_REGION: 'eastus', LOG_ANALYTICS_ID: 'x', HTTPS_PROXY: 'p'})
  expect(lostVariables(of, {given: {}})).toEqual(['LOG_ANALYTICS_ID', 'HTTPS_PROXY'])
  expect(lostVariables(of, {given: {values: {env: {HTTPS_PROXY: 'p'}}}})).toEqual(['LOG_ANALYTICS_ID'])
})
