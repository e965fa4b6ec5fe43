import {armAudiences} from '../cloud-endpoints.ts'
import {TokenExpired, type Tokens} from '../entra/tokens.ts'
import type {World} from '../world.ts'
import {ArmError} from './arm-error.ts'
import type {Caller} from './route.ts'

/** Returns the caller that the `Authorization` header names. Throws 401 with ARM's codes and its challenge. */
export async function authenticate(
  header: string | undefined,
  {world, tokens, endpoint}: {readonly world: World; readonly tokens: Tokens; readonly endpoint: string},
): Promise<Caller> {
  const refuse = (code: string, message: string): ArmError =>
    new ArmError(401, code, message, {
      headers: {
        'www-authenticate': `Bearer authorization_uri="${endpoint}/${world.tenantId}", error="invalid_token", error_description="${message}"`,
      },
    })
  if (header === undefined) throw refuse('AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing.")
  const token = /^Bearer +(\S+)$/i.exec(header)?.[1]
  if (token === undefined)
    throw refuse('AuthenticationFailedInvalidHeader', "Authentication failed. The 'Authorization' header is provided in an invalid format.")
  const claims = await tokens.verify(token).catch((error: unknown) => {
    if (error instanceof TokenExpired) {
      const expiry = new Date((error.payload.exp ?? 0) * 1000).toISOString()
      throw refuse(
        'ExpiredAuthenticationToken',
        `The access token expiry UTC time '${expiry}' is earlier than current UTC time '${new Date().toISOString()}'.`,
      )
    }
    throw refuse('InvalidAuthenticationToken', 'The access token is invalid.')
  })
  const audiences = armAudiences(endpoint)
  if (typeof claims.aud !== 'string' || !audiences.includes(claims.aud)) {
    throw refuse(
      'InvalidAuthenticationTokenAudience',
      `The access token has been obtained for wrong audience or resource '${String(claims.aud)}'. ` +
        `It should exactly match with one of the allowed audiences '${audiences.join(',')}'.`,
    )
  }
  const objectId = claims.sub ?? ''
  const groups = Array.isArray(claims['groups']) ? claims['groups'].map(String) : []
  return {clientId: String(claims['appid']), objectId, principalIds: [objectId, ...groups]}
}
