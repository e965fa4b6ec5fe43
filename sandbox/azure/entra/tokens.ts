import {createLocalJWKSet, decodeJwt, errors, exportJWK, generateKeyPair, jwtVerify, SignJWT, type JWK, type JWTPayload} from 'jose'
import type {PrincipalEntry} from '../world.ts'

/** Access tokens of the tenant: signed as Entra ID's are (RS256), and checked against the same key. */
export interface Tokens {
  /** What `/discovery/v2.0/keys` answers. */
  readonly keys: {readonly keys: readonly JWK[]}
  readonly lifetimeSeconds: number
  issue(principal: PrincipalEntry, audience: string): Promise<string>
  /** The claims of a token that this tenant issued and that is not expired. Rejects with the errors of jose. */
  verify(token: string): Promise<JWTPayload>
  /** The same without a promise: a token is genuine if it was issued here. Undefined if it is not valid. */
  read(token: string): JWTPayload | undefined
}

export const TokenExpired = errors.JWTExpired

export async function createTokens(tenantId: string, lifetimeSeconds = 3599): Promise<Tokens> {
  const {publicKey, privateKey} = await generateKeyPair('RS256')
  const kid = crypto.randomUUID()
  const keys = {keys: [{...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256'}]}
  const issuer = `https://sts.windows.net/${tenantId}/`
  const keySet = createLocalJWKSet(keys)
  const issued = new Set<string>()
  return {
    keys,
    lifetimeSeconds,
    issue: async (principal, audience) => {
      const token = await new SignJWT({
        appid: principal.clientId,
        appidacr: principal.kind === 'application' ? '1' : '2',
        idp: issuer,
        idtyp: 'app',
        oid: principal.objectId,
        ...(principal.groups !== undefined && {groups: principal.groups}),
        tid: tenantId,
        uti: crypto.randomUUID(),
        ver: '1.0',
      })
        .setProtectedHeader({alg: 'RS256', typ: 'JWT', kid})
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(principal.objectId)
        .setIssuedAt()
        .setNotBefore('0 seconds')
        .setExpirationTime(`${lifetimeSeconds} seconds`)
        .sign(privateKey)
      issued.add(token)
      return token
    },
    read: token => {
      if (!issued.has(token)) return undefined
      const claims = decodeJwt(token)
      return (claims.exp ?? 0) > Date.now() / 1000 ? claims : undefined
    },
    verify: async token => (await jwtVerify(token, keySet, {issuer})).payload,
  }
}
