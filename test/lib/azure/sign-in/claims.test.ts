import {describe, expect, it} from '@jest/globals'
import {objectIdOf, principalOf, tenantOf} from '../../../../src/lib/azure/sign-in/claims.ts'

const token = (claims: unknown): string => `header.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`

describe('a token of Entra ID', () => {
  it('says whom it is for, in both versions', () => {
    expect(principalOf(token({oid: 'o', appid: 'one'}))).toEqual({objectId: 'o', clientId: 'one'})
    expect(principalOf(token({oid: 'o', azp: 'two'}))).toEqual({objectId: 'o', clientId: 'two'})
    expect(objectIdOf(token({oid: 'o'}))).toBe('o')
    expect(tenantOf(token({tid: 't'}))).toBe('t')
  })

  it.each(['', 'opaque', 'a.b.c', token(null), token({})])('may be unreadable: %j', unreadable => {
    expect(() => objectIdOf(unreadable)).toThrow('has no object id (oid)')
    expect(() => tenantOf(unreadable)).toThrow('has no tenant (tid)')
    expect(() => principalOf(unreadable)).toThrow('has no object id (oid)')
  })

  it('names no principal without a client', () => {
    expect(() => principalOf(token({oid: 'o'}))).toThrow('has no client id (appid)')
  })
})
