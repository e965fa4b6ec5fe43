import {describe, expect, it} from '@jest/globals'
import {signInMethods} from '../../../../src/lib/azure/sign-in/sign-in-methods.ts'

const tenant = {AZURE_TENANT_ID: 't', AZURE_CLIENT_ID: 'c'}
const kinds = (env: Record<string, string>) => signInMethods(env).methods.map(({kind}) => kind)

describe('the ways to sign in', () => {
  it.each([
    ['nothing', {}, ['az']],
    ['a secret', {...tenant, AZURE_CLIENT_SECRET: 's'}, ['secret']],
    ['a certificate', {...tenant, AZURE_CLIENT_CERTIFICATE_PATH: 'p'}, ['certificate']],
    ['a federated token', {...tenant, AZURE_FEDERATED_TOKEN_FILE: 'f'}, ['workload']],
    ['all three', {...tenant, AZURE_CLIENT_SECRET: 's', AZURE_CLIENT_CERTIFICATE_PATH: 'p', AZURE_FEDERATED_TOKEN_FILE: 'f'}, ['secret']],
    ['a principal without a proof', tenant, ['az']],
    ['empty variables', {...tenant, AZURE_CLIENT_SECRET: '', IDENTITY_ENDPOINT: ''}, ['az']],
    ['a secret without a tenant', {AZURE_CLIENT_SECRET: 's'}, ['az']],
    ['an endpoint of a managed identity', {IDENTITY_ENDPOINT: 'http://x'}, ['az', 'managed']],
    ['a client id alone', {AZURE_CLIENT_ID: 'c'}, ['az', 'managed']],
    ['the wish for a managed identity', {VKCTL_USE_MANAGED_IDENTITY: 'Yes'}, ['az', 'managed']],
    ['no wish for a managed identity', {VKCTL_USE_MANAGED_IDENTITY: 'no'}, ['az']],
  ])('with %s', (_what, env, expected) => {
    expect(kinds(env)).toEqual(expected)
  })

  it.each(['1', 'yes', 'true', 'on', 'TRUE'])('know %s for a yes', value => {
    expect(kinds({VKCTL_USE_MANAGED_IDENTITY: value})).toContain('managed')
  })

  it('name what is missing', () => {
    expect(signInMethods(tenant).skipped).toEqual([
      'service principal: AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH is not set',
      'workload identity: AZURE_FEDERATED_TOKEN_FILE is not set',
      'managed identity: VKCTL_USE_MANAGED_IDENTITY is not set',
    ])
  })

  it('take the only identity of Cloud Shell, and the one that is named elsewhere', () => {
    const managed = (env: Record<string, string>) => signInMethods({AZURE_CLIENT_ID: 'c', ...env}).methods[1]
    expect(managed({MSI_ENDPOINT: 'http://localhost:50342/oauth2/token'})).toEqual({kind: 'managed', clientId: undefined})
    expect(managed({MSI_ENDPOINT: 'http://x', MSI_SECRET: 's'})).toEqual({kind: 'managed', clientId: 'c'})
  })

  it('do not show a secret', () => {
    expect(JSON.stringify(signInMethods({...tenant, AZURE_CLIENT_SECRET: 'hidden'}))).not.toContain('hidden')
  })
})
