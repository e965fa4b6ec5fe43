import type {Principal} from '../azure.ts'
import {required} from '../transport/narrow.ts'

const thing = 'the sign-in'

/** The principal in an access token. The signature is not verified: the token was received from Entra ID directly, and Azure verifies it. */
export function principalOf(token: string): Principal {
  const {appid, azp} = payload(token)
  return {objectId: objectIdOf(token), clientId: required(appid ?? azp, 'client id (appid)', thing)}
}

export function objectIdOf(token: string): string {
  return required(payload(token).oid, 'object id (oid)', thing)
}

export function tenantOf(token: string): string {
  return required(payload(token).tid, 'tenant (tid)', thing)
}

function payload(token: string): Partial<Record<'oid' | 'appid' | 'azp' | 'tid', string>> {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) ?? {}
  } catch {
    return {}
  }
}
