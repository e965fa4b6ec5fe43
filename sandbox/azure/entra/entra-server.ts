import type {IncomingMessage, ServerResponse} from 'node:http'
import {aksServerApplication} from '../container-service/cluster-entry.ts'
import {armAudiences, graphAudience} from '../cloud-endpoints.ts'
import {readBody, requestUrl, sendJson} from '../http.ts'
import type {World} from '../world.ts'
import {EntraError, tenantNotFound} from './entra-error.ts'
import {signIn} from './sign-in.ts'
import type {Tokens} from './tokens.ts'

function openidConfiguration(endpoint: string, tenantId: string): unknown {
  const tenant = `${endpoint}/${tenantId}`
  return {
    token_endpoint: `${tenant}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${tenant}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `${tenant}/v2.0`,
    authorization_endpoint: `${tenant}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${tenant}/oauth2/v2.0/devicecode`,
    end_session_endpoint: `${tenant}/oauth2/v2.0/logout`,
    tenant_region_scope: 'NA',
  }
}

/** Whether a request is for Entra ID. */
export const entraPath =
  /^\/([^/]+)\/(v2\.0\/\.well-known\/openid-configuration|oauth2\/v2\.0\/token|discovery\/v2\.0\/keys|discovery\/instance)$/

/** Entra ID of one tenant: OpenID configuration, keys and the client credentials grant. */
export async function serveEntra(
  request: IncomingMessage,
  response: ServerResponse,
  {endpoint, world, tokens}: {readonly endpoint: string; readonly world: World; readonly tokens: Tokens},
): Promise<void> {
  const [, tenant = '', what = ''] = entraPath.exec(requestUrl(request).pathname) ?? []
  try {
    if (what === 'discovery/instance') {
      const configuration = `${endpoint}/${world.tenantId}/v2.0/.well-known/openid-configuration`
      return sendJson(response, 200, {tenant_discovery_endpoint: configuration, 'api-version': '1.1', metadata: []})
    }
    const known = tenant.toLowerCase() === world.tenantId
    if (what === 'discovery/v2.0/keys') return sendJson(response, 200, tokens.keys)
    if (what === 'v2.0/.well-known/openid-configuration') {
      if (!known) throw tenantNotFound(tenant, 'invalid_tenant')
      return sendJson(response, 200, openidConfiguration(endpoint, world.tenantId))
    }
    if (request.method !== 'POST')
      throw new EntraError(400, 'invalid_request', 900561, 'The endpoint only accepts POST requests. Received a GET request.')
    if (!known) throw tenantNotFound(tenant)
    const {principal, audience} = await signIn(world, new URLSearchParams(await readBody(request)), {
      tokenEndpoint: `${endpoint}/${world.tenantId}/oauth2/v2.0/token`,
      audiences: [...armAudiences(endpoint), graphAudience(endpoint), aksServerApplication],
    })
    const expires = tokens.lifetimeSeconds
    sendJson(response, 200, {
      token_type: 'Bearer',
      expires_in: expires,
      ext_expires_in: expires,
      access_token: await tokens.issue(principal, audience),
    })
  } catch (error) {
    if (!(error instanceof EntraError)) throw error
    sendJson(response, error.status, error.body(endpoint))
  }
}
