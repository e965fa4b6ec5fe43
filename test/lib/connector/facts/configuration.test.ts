import {describe, expect, it} from '@jest/globals'
import {credentialsLook, identityOf, networkOf, servicePrincipalOf} from '../../../../src/lib/connector/facts/configuration.ts'
import {credentialsSecret} from '../../../../src/lib/connector/model/credentials-secret.ts'
import {createServingPair} from '../../../../src/lib/connector/model/serving-certificate.ts'
import type {DeploymentObject, SecretObject} from '../../../../src/lib/kubernetes/objects.ts'
import {Secret} from '../../../../src/lib/secret.ts'
import {record} from '../install/wanted.ts'

const withEnv = (env: Readonly<Record<string, string>>): DeploymentObject => ({
  metadata: {name: 'd'},
  spec: {template: {spec: {containers: [{env: Object.entries(env).map(([name, value]) => ({name, value}))}]}}},
})
const use = {subscriptionId: 's', aciResourceGroup: 'MC_g'}

async function secretWith(azureJson: object): Promise<SecretObject> {
  const pair = await createServingPair('node', new Date('2026-11-23T12:00:00Z'))
  return credentialsSecret('r', 'vk', {azureJson: new Secret(JSON.stringify(azureJson)), clientCa: 'CA', pair})
}

describe('the network of a connector', () => {
  it('is none without a subnet', () => {
    expect(networkOf(withEnv({ACI_VNET_NAME: 'none'}), use)).toBeUndefined()
    expect(networkOf(undefined, use)).toBeUndefined()
  })

  it('is what its Deployment says', () => {
    const deployment = withEnv({
      ACI_VNET_NAME: 'net',
      ACI_VNET_RESOURCE_GROUP: 'nets',
      ACI_SUBNET_NAME: 'aci',
      KUBE_DNS_IP: '10.0.0.10',
      MASTER_URI: 'https://c',
      KUBECONFIG: '/k',
    })
    const subnetId = '/subscriptions/s/resourceGroups/nets/providers/Microsoft.Network/virtualNetworks/net/subnets/aci'
    expect(networkOf(deployment, use)).toEqual({
      subnetId,
      subnetName: 'aci',
      subnetCidr: '',
      kubeDnsIp: '10.0.0.10',
      masterUri: 'https://c',
      longLivedToken: true,
    })
  })

  it('is what the record names when the Deployment is gone, and only then', () => {
    const subnetId = '/subscriptions/s/resourceGroups/nets/providers/Microsoft.Network/virtualNetworks/net/subnets/aci'
    expect(networkOf(undefined, {...use, subnetId})).toMatchObject({subnetId, subnetName: 'aci'})
    expect(networkOf(withEnv({ACI_VNET_NAME: 'none'}), {...use, subnetId})).toBeUndefined()
  })

  it('is in the ACI resource group and the same subscription unless said otherwise', () => {
    const env = {ACI_VNET_NAME: 'net', ACI_SUBNET_NAME: 'aci'}
    expect(networkOf(withEnv(env), use)?.subnetId).toContain('/subscriptions/s/resourceGroups/MC_g/')
    expect(networkOf(withEnv({...env, ACI_VNET_SUBSCRIPTION_ID: 'other'}), use)?.subnetId).toContain('/subscriptions/other/')
  })
})

describe('what the Secret of a connector tells', () => {
  const managed = {
    cloud: 'AzurePublicCloud',
    aadClientId: 'msi',
    aadClientSecret: 'msi',
    userAssignedIdentityID: 'id',
    location: 'eastus',
    vnetName: 'none',
  }
  const principal = {cloud: 'AzurePublicCloud', aadClientId: 'app', aadClientSecret: 't0p', location: 'eastus', vnetName: 'none'}

  it('is all but what is secret', async () => {
    const look = credentialsLook(await secretWith(principal))
    expect(look).toMatchObject({cloud: 'AzurePublicCloud', clientId: 'app', location: 'eastus', vnetName: 'none', clientCa: 'CA'})
    expect(look?.certificateUntil.getTime()).toBeGreaterThan(Date.parse('2026-11-24T12:00:00Z'))
    expect(JSON.stringify(look)).not.toContain('t0p')
  })

  it('names the identity, and a service principal to sign in with', async () => {
    const [one, other] = [await secretWith(managed), await secretWith(principal)]
    expect(identityOf(undefined, one)).toEqual({kind: 'kubelet', clientId: 'id', objectId: undefined})
    expect(servicePrincipalOf(one)).toBeUndefined()
    expect(identityOf(undefined, other)).toEqual({kind: 'servicePrincipal', clientId: 'app', objectId: undefined})
    expect(servicePrincipalOf(other)?.clientSecret.reveal()).toBe('t0p')
    expect(identityOf(record(), other)).toEqual(record().identity)
  })

  it('is nothing where there is none, or one of another kind', () => {
    const broken: SecretObject = {metadata: {name: 'r'}, data: {'azure.json': Buffer.from('{').toString('base64')}}
    for (const secret of [undefined, broken]) {
      expect(credentialsLook(secret)).toBeUndefined()
      expect(identityOf(undefined, secret)).toBeUndefined()
      expect(servicePrincipalOf(secret)).toBeUndefined()
    }
  })

  it('of a broken certificate is that it ended long ago', async () => {
    const secret = await secretWith(managed)
    const look = credentialsLook({...secret, data: {...secret.data, 'tls.crt': Buffer.from('no certificate').toString('base64')}})
    expect(look?.certificateUntil).toEqual(new Date(0))
  })
})
