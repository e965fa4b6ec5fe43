import {describe, expect, it} from '@jest/globals'
import {identityWithout, ownIdentity} from '../../../../src/lib/connector/install/chosen-identity.ts'
import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import type {InstallSpec} from '../../../../src/lib/connector/model/spec.ts'
import {Secret} from '../../../../src/lib/secret.ts'
import {credentialsSecret} from '../../../../src/lib/connector/model/credentials-secret.ts'
import {record} from './wanted.ts'

const session = {cluster: {name: 'c', kubeletIdentity: {clientId: 'nodes', objectId: 'n'}}} as ClusterSession
const spec = {servicePrincipal: undefined} as InstallSpec
const mine = {kind: 'userAssigned', clientId: 'mine', objectId: 'm'} as const

describe('the identity of a connector', () => {
  it('is the one that the user gives', () => {
    const nobody = {principal: undefined, assigned: undefined}
    expect(ownIdentity(spec, nobody)).toBeUndefined()
    expect(ownIdentity(spec, {...nobody, assigned: {id: '/i', clientId: 'mine', objectId: 'm'}})).toEqual(mine)
    const clientSecret = new Secret('s')
    const withSecret = {...spec, servicePrincipal: {clientId: 'app', clientSecret}}
    expect(ownIdentity(withSecret, {...nobody, principal: {clientId: 'app', objectId: 'o'}})).toEqual({
      kind: 'servicePrincipal',
      clientId: 'app',
      objectId: 'o',
      clientSecret,
    })
  })

  it('is else the one that was given before, else that of the nodes', () => {
    expect(identityWithout(undefined, undefined, session)).toEqual({kind: 'kubelet', clientId: 'nodes', objectId: 'n'})
    expect(identityWithout(record(), undefined, session)).toEqual({kind: 'kubelet', clientId: 'nodes', objectId: 'n'})
    expect(identityWithout({...record(), identity: mine}, undefined, session)).toEqual(mine)
    const principal = {kind: 'servicePrincipal', clientId: 'app', objectId: 'o'} as const
    expect(identityWithout({...record(), identity: principal}, undefined, session)).toEqual({...principal, clientSecret: undefined})
  })

  it('is the one in the Secret if an install ended before it changed the Secret', () => {
    const {identity, ...place} = record()
    const rotating = {...place, identity: mine, earlierPlaces: [{...place, identity}]}
    const secret = (clientId: string) =>
      credentialsSecret('r', 'n', {
        azureJson: new Secret(JSON.stringify({aadClientId: 'msi', userAssignedIdentityID: clientId})),
        clientCa: 'CA',
        pair: {certificate: 'CERT', key: new Secret('KEY')},
      })
    expect(identityWithout(rotating, secret(identity.clientId), session)).toMatchObject({kind: 'kubelet'})
    expect(identityWithout(rotating, secret('mine'), session)).toEqual(mine)
    expect(identityWithout(rotating, secret('of somebody else'), session)).toEqual(mine)
  })
})
