import {describe, expect, it} from '@jest/globals'
import {azureJson, type AzureJsonInput} from '../../../../src/lib/connector/model/azure-json.ts'
import {UsageError} from '../../../../src/lib/errors.ts'
import {Secret} from '../../../../src/lib/secret.ts'

const input: AzureJsonInput = {
  cloud: {
    name: 'AzureChinaCloud',
    resourceManager: 'https://management.chinacloudapi.cn',
    authority: '',
    audience: '',
    custom: false,
    azureJsonName: 'AzureChinaCloud',
  },
  tenantId: 't',
  subscriptionId: 's',
  aciResourceGroup: 'MC_g',
  location: 'chinaeast2',
  subnet: undefined,
  identity: {kind: 'kubelet', clientId: 'client', objectId: 'object'},
}
const principal = (secret: string | undefined): AzureJsonInput => ({
  ...input,
  identity: {kind: 'servicePrincipal', clientId: 'app', objectId: 'o', clientSecret: secret === undefined ? undefined : new Secret(secret)},
})

describe('azure.json', () => {
  it('of the kubelet identity names it and no client', () => {
    expect(JSON.parse(azureJson(input))).toEqual({
      cloud: 'AzureChinaCloud',
      tenantId: 't',
      subscriptionId: 's',
      resourceGroup: 'MC_g',
      location: 'chinaeast2',
      aadClientId: 'msi',
      aadClientSecret: 'msi',
      useManagedIdentityExtension: true,
      userAssignedIdentityID: 'client',
      vnetName: 'none',
      vnetResourceGroup: 'MC_g',
    })
  })

  it('of a user-assigned identity names it in the same place, and a subnet its network', () => {
    const parsed = JSON.parse(
      azureJson({
        ...input,
        identity: {kind: 'userAssigned', clientId: 'mine', objectId: 'o'},
        subnet: {networkName: 'net', resourceGroup: 'net-group'},
      }),
    ) as Record<string, unknown>
    expect(parsed).toMatchObject({
      aadClientId: 'msi',
      useManagedIdentityExtension: true,
      userAssignedIdentityID: 'mine',
      vnetName: 'net',
      vnetResourceGroup: 'net-group',
      resourceGroup: 'MC_g',
    })
  })

  it('of a service principal holds no managed identity', () => {
    const parsed = JSON.parse(azureJson(principal('s'))) as Record<string, unknown>
    expect(parsed).toMatchObject({aadClientId: 'app', aadClientSecret: 's'})
    expect(parsed).not.toHaveProperty('userAssignedIdentityID')
    expect(parsed).not.toHaveProperty('useManagedIdentityExtension')
  })

  it.each([
    String.raw`, { } = \ " '`,
    'line\nbreak',
    '$HOME `x` ${y}',
    '"}]',
    'ü€\u2028\u0000',
    ' lead and trail ',
    '@file',
    '-',
    '{{ .Values }}',
  ])('keeps the secret %j as it is', secret => {
    expect((JSON.parse(azureJson(principal(secret))) as {aadClientSecret: string}).aadClientSecret).toBe(secret)
  })

  it('is not made without the secret of its service principal', () => {
    expect(() => azureJson(principal(undefined))).toThrow(UsageError)
  })
})
