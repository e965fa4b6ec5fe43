import {describe, expect, it} from '@jest/globals'
import {installSpec, type InstallArguments} from '../../../../src/lib/connector/model/spec.ts'
import {UsageError} from '../../../../src/lib/errors.ts'
import {Secret} from '../../../../src/lib/secret.ts'
import {spec} from '../install/spec.ts'

const {servicePrincipal: _, ...common} = spec()
const given: InstallArguments = {
  ...common,
  servicePrincipalId: undefined,
  clientSecret: undefined,
  subnet: {vnetSubnetId: undefined, vnetName: undefined, subnetName: undefined, vnetResourceGroup: undefined},
}

describe('what an install is asked for', () => {
  it('has a normalised location', () => {
    expect(installSpec({...given, location: 'West US 2'}).location).toBe('westus2')
    expect(installSpec(given).location).toBeUndefined()
  })

  it('has both parts of a service principal, or none', () => {
    const clientSecret = new Secret('s')
    expect(installSpec({...given, servicePrincipalId: 'id', clientSecret}).servicePrincipal).toEqual({clientId: 'id', clientSecret})
    expect(installSpec(given).servicePrincipal).toBeUndefined()
    expect(() => installSpec({...given, servicePrincipalId: 'id'})).toThrow(
      '--client-secret must be specified when --service-principal is specified',
    )
    expect(() => installSpec({...given, clientSecret})).toThrow('--service-principal must be specified when --client-secret is specified')
  })

  it('has a user-assigned identity by its id, and not beside a service principal', () => {
    const identityId =
      '/subscriptions/5b8f1a52-0d3e-4c1c-9f67-3a2f7e1d4c90/resourcegroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/mine'
    expect(installSpec({...given, given: {identityId}}).given).toEqual({identityId})
    expect(() => installSpec({...given, given: {identityId: 'mine'}})).toThrow(/is not the resource ID of a user-assigned identity/)
    expect(() => installSpec({...given, given: {identityId}, servicePrincipalId: 'id', clientSecret: new Secret('s')})).toThrow(
      '--assign-identity cannot be used together with --service-principal.',
    )
  })

  it.each(['1.6.4', 'v1', '_x', `1.6.4@sha256:${'a'.repeat(64)}`, 'x'.repeat(128)])('may have the image tag %j', imageTag => {
    expect(installSpec({...given, given: {imageTag}}).given).toEqual({imageTag})
  })

  it.each(['a b', '1.6.4\n', 'x'.repeat(129), 'é', '../x', '1.6.4@sha256:abc', `@sha256:${'a'.repeat(64)}`])(
    'may not have the image tag %j',
    imageTag => {
      expect(() => installSpec({...given, given: {imageTag}})).toThrow(UsageError)
    },
  )

  it('is refused before anybody is asked', () => {
    expect(() => installSpec({...given, connectorName: 'Bad'})).toThrow(UsageError)
  })

  it.each(['a', 'kube-system', 'n'.repeat(63)])('may name the namespace %j', namespace => {
    expect(installSpec({...given, namespace}).namespace).toBe(namespace)
  })

  it.each(['', '-a', 'a-', 'A', 'a.b', 'n'.repeat(64), 'a\n'])('may not name the namespace %j', namespace => {
    expect(() => installSpec({...given, namespace})).toThrow(/--namespace/)
  })
})
