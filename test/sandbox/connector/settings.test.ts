import {describe, expect, it} from '@jest/globals'
import {azureIdentity} from '../../../sandbox/connector/identity/azure-identity.ts'
import {FlagError, parseFlags} from '../../../sandbox/connector/settings/flags.ts'
import {GoPanic} from '../../../sandbox/connector/go-quirks.ts'
import {providerSettings} from '../../../sandbox/connector/settings/provider-settings.ts'
import {regions} from '../../../sandbox/connector/settings/regions.ts'
import {mounted} from './files.ts'

const azureJson = {
  cloud: 'AzurePublicCloud',
  tenantId: 't',
  subscriptionId: 's',
  aadClientId: 'msi',
  aadClientSecret: 'msi',
  resourceGroup: 'MC_rg',
  location: 'eastus',
  vnetName: 'vnet',
  vnetResourceGroup: '',
  userAssignedIdentityID: 'kubelet',
}
const env = {AKS_CREDENTIAL_LOCATION: '/azure.json'}
const files = (change: object = {}, more: Record<string, string | Buffer> = {}) =>
  mounted({'/azure.json': JSON.stringify({...azureJson, ...change}), ...more})

describe('the identity of the connector', () => {
  it('is the managed identity of azure.json, or its service principal', () => {
    expect(azureIdentity(env, files())).toMatchObject({
      cloud: 'AzurePublicCloud',
      tenantId: 't',
      subscriptionId: 's',
      clientId: '',
      userIdentityClientId: 'kubelet',
    })
    expect(azureIdentity(env, files({aadClientId: 'sp', aadClientSecret: 'x'}))).toMatchObject({clientId: 'sp', clientSecret: 'x'})
  })

  it('takes variables over azure.json, and azure.json in place of the auth file', () => {
    const auth = JSON.stringify({clientId: 'of-file', clientSecret: 'of-file', subscriptionId: 'of-file', tenantId: 'of-file'})
    const both = {AZURE_AUTH_LOCATION: '/auth.json', ...env}
    expect(azureIdentity({AZURE_AUTH_LOCATION: '/auth.json'}, mounted({'/auth.json': auth}))).toMatchObject({
      clientId: 'of-file',
      tenantId: 'of-file',
    })
    expect(azureIdentity(both, files({}, {'/auth.json': auth}))).toMatchObject({clientId: '', tenantId: 't'})
    expect(
      azureIdentity(
        {...both, AZURE_TENANT_ID: 'own', AZURE_CLIENT_ID: 'own', AZURE_CLIENT_SECRET: 'own', AZURE_SUBSCRIPTION_ID: 'own'},
        files({}, {'/auth.json': auth}),
      ),
    ).toMatchObject({tenantId: 'own', clientId: 'own', clientSecret: 'own', subscriptionId: 'own'})
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(auth, 'utf16le')])
    expect(azureIdentity({AZURE_AUTH_LOCATION: '/auth.json'}, mounted({'/auth.json': utf16})).clientId).toBe('of-file')
  })

  it('must be one', () => {
    expect(() => azureIdentity({}, files())).toThrow('neither AZURE_CLIENT_ID or VIRTUALNODE_USER_IDENTITY_CLIENTID is being set')
    expect(() => azureIdentity(env, files({userAssignedIdentityID: ''}))).toThrow('neither AZURE_CLIENT_ID')
    expect(() => azureIdentity({AKS_CREDENTIAL_LOCATION: '/none.json'}, files())).toThrow(
      'cannot get AKS credential config. Please make sure AKS_CREDENTIAL_LOCATION env variable is set correctly: reading AKS credential file "/none.json" failed: open /none.json: no such file or directory',
    )
  })

  it.each(['', 'azurepubliccloud', 'AzureCloud', 'AzureGermanCloud'])('panics on the cloud %j', cloud => {
    expect(() => azureIdentity(env, files({cloud}))).toThrow(new GoPanic('cloud config does not exist'))
  })
})

describe('the settings of the provider', () => {
  const flags = parseFlags([], {}, () => undefined)
  const settings = (variables: Record<string, string> = {}, change: object = {}) => {
    if (flags === undefined) throw new Error('no flags')
    return providerSettings(variables, files(change), flags, azureIdentity(env, files(change)))
  }

  it('come from azure.json, and from variables over it', () => {
    expect(settings()).toEqual({
      resourceGroup: 'MC_rg',
      region: 'eastus',
      capacity: {cpu: '10000', memory: '4Ti', pods: '5000'},
      network: {vnetName: 'vnet', vnetResourceGroup: 'MC_rg', vnetSubscriptionId: 's', subnetName: '', subnetCidr: '', kubeDnsIP: ''},
    })
    expect(
      settings({
        ACI_RESOURCE_GROUP: 'own',
        ACI_REGION: 'West Europe',
        ACI_QUOTA_CPU: '20',
        ACI_VNET_NAME: 'v',
        ACI_VNET_RESOURCE_GROUP: 'vrg',
        ACI_SUBNET_NAME: 'sub',
      }),
    ).toMatchObject({
      resourceGroup: 'own',
      region: 'West Europe',
      capacity: {cpu: '20'},
      network: {vnetName: 'v', vnetResourceGroup: 'vrg', subnetName: 'sub'},
    })
  })

  it('want a network name even without a network, and a region of the list', () => {
    expect(() => settings({}, {vnetName: ''})).toThrow('vnet name can not be empty please set ACI_VNET_NAME')
    expect(() => settings({}, {location: ''})).toThrow('region can not be empty please set ACI_REGION')
    expect(() => settings({}, {resourceGroup: ''})).toThrow('resource group can not be empty please set ACI_RESOURCE_GROUP')
    expect(() => settings({ACI_REGION: 'spaincentral'})).toThrow(
      /^Region spaincentral is invalid\. Current supported regions are: australiacentral, /,
    )
    expect(() => settings({ACI_SUBNET_CIDR: '10.0.0.0/16'})).toThrow('subnet CIDR defined but no subnet name')
    expect(regions).toHaveLength(54)
    expect(new Set(regions).size).toBe(54)
  })
})

describe('the flags', () => {
  const parse = (...args: string[]) => {
    const lines: string[] = []
    return {flags: parseFlags(args, {}, line => lines.push(line)), lines}
  }

  it('are those of v1.6.4', () => {
    expect(
      parse('--nodename', 'n', '--os=Windows', '--authentication-token-webhook', '--startup-timeout=1m30s', '--klog.v=2').flags,
    ).toMatchObject({
      nodename: 'n',
      os: 'Windows',
      'authentication-token-webhook': true,
      'startup-timeout': 90_000,
    })
    expect(parse('--help').flags).toBeUndefined()
  })

  it('warn when they are deprecated, and are refused when unknown', () => {
    expect(parse('--namespace=x', '--provider', 'azure').lines).toEqual([
      'Flag --namespace has been deprecated, cannot set namespace, all namespaces watched',
      'Flag --provider has been deprecated, only one provider is supported',
    ])
    expect(() => parse('--trace-exporter=x')).toThrow(new FlagError('unknown flag: --trace-exporter'))
    expect(() => parse('--nodename')).toThrow('flag needs an argument: --nodename')
    expect(() => parse('--disable-taint=maybe')).toThrow('invalid argument "maybe" for "--disable-taint" flag')
  })
})
