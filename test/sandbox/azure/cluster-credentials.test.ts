import {describe, expect, it} from '@jest/globals'
import {load} from 'js-yaml'
import {azureForTests, type AzureForTests} from './azure-for-tests.ts'

interface Kubeconfig {
  readonly 'current-context': string
  readonly clusters: readonly {readonly cluster: {readonly server: string}}[]
  readonly users: readonly {readonly name: string; readonly user: Readonly<Record<string, unknown>>}[]
}

const cluster = '/resourceGroups/myResourceGroup/providers/Microsoft.ContainerService/managedClusters/myAKSCluster'

async function credentials(test: AzureForTests, kind: 'User' | 'Admin'): Promise<Kubeconfig> {
  const {body} = await test.arm('POST', `${test.subscription}${cluster}/listCluster${kind}Credential`)
  return load(Buffer.from(body.kubeconfigs[0].value, 'base64').toString()) as Kubeconfig
}

describe('cluster credentials', () => {
  it('are a client certificate', async () => {
    await using test = await azureForTests()
    const user = await credentials(test, 'User')
    expect(user).toMatchObject({'current-context': 'myAKSCluster', clusters: [{cluster: {server: 'https://127.0.0.1:6443'}}]})
    expect(user.users[0]?.name).toBe('clusterUser_myResourceGroup_myAKSCluster')
    expect(Object.keys(user.users[0]?.user ?? {})).toEqual(['client-certificate-data', 'client-key-data'])
    expect(await credentials(test, 'Admin')).toMatchObject({'current-context': 'myAKSCluster-admin'})
  })

  it('of an Entra ID cluster ask kubelogin, and the administrator token opens it', async () => {
    await using test = await azureForTests({entraId: true})
    expect((await credentials(test, 'User')).users[0]?.user).toMatchObject({exec: {command: 'kubelogin'}})
    const token = async (name: string): Promise<string> => {
      const {clientId, secrets} = test.azure.principal(name)
      return (
        await test.signIn({client_id: clientId, client_secret: secrets?.[0] ?? '', scope: '6dae42f8-4368-4678-94ff-3960e28e3630/.default'})
      ).body.access_token
    }
    expect(test.azure.verifyUserToken(await token('operator'))).toMatchObject({
      username: test.azure.principal('operator').objectId,
      groups: expect.arrayContaining(['system:masters']),
    })
    expect(test.azure.verifyUserToken(await token('reader'))?.groups).not.toContain('system:masters')
    expect(test.azure.verifyUserToken('made.up.token')).toBeUndefined()
  })

  it('of the local administrator are refused when local accounts are off', async () => {
    await using test = await azureForTests({entraId: true, cluster: {localAccountsDisabled: true}})
    expect(await test.arm('POST', `${test.subscription}${cluster}/listClusterAdminCredential`)).toMatchObject({
      status: 400,
      body: {
        error: {
          code: 'BadRequest',
          message: 'Getting static credential is not allowed because this cluster is set to disable local accounts.',
        },
      },
    })
  })

  it('stand beside what a cluster can be', async () => {
    await using test = await azureForTests({clusterServicePrincipal: 'sp-id', cluster: {powerState: 'Stopped', virtualNodeAddon: true}})
    const {body} = await test.arm('GET', `${test.subscription}${cluster}`)
    expect(body.properties).toMatchObject({
      servicePrincipalProfile: {clientId: 'sp-id'},
      powerState: {code: 'Stopped'},
      addonProfiles: {aciConnectorLinux: {enabled: true}},
    })
    expect(body.properties.identityProfile).toBeUndefined()
  })
})
