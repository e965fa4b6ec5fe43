import {createServer, type Server} from 'node:http'
import {suffer, type Faults} from '../faults.ts'
import {armAudiences} from './cloud-endpoints.ts'
import type {Tokens} from './entra/tokens.ts'
import {listener, requestUrl, sendJson} from './http.ts'
import type {World} from './world.ts'

export interface ImdsOptions {
  readonly world: World
  readonly tokens: Tokens
  readonly faults: Faults
  /** Base address of Resource Manager, an audience of the tokens. */
  readonly endpoint: string
}

const isBlocked = ({metadataServiceBlocked, clusters: [cluster]}: World): boolean =>
  metadataServiceBlocked || cluster?.network?.['podLinkLocalAccess'] === 'None'

const isUsable = ({nodeIdentities, userAssignedIdentities}: World, clientId: string): boolean =>
  nodeIdentities.includes(clientId) && !userAssignedIdentities.some(one => one.clientId === clientId && one.deleted === true)

/** The instance metadata service of the cluster's nodes, only the part that managed identities need (`/metadata/identity/oauth2/token`). */
export function createImds({world, tokens, faults, endpoint}: ImdsOptions): Server {
  const refuse = (error: string, description: string): unknown => ({error, error_description: description})
  return createServer(
    listener(async (request, response) => {
      const fault = faults.take('azure', request.method ?? 'GET', request.url ?? '/')
      if (
        fault !== undefined &&
        (await suffer(fault, request, response, (_status, code, message) => JSON.stringify(refuse(code, message))))
      )
        return
      // Nothing answers, as if the network dropped the packets.
      if (isBlocked(world)) return
      const {pathname, searchParams} = requestUrl(request)
      if (!/^\/metadata\/identity\/oauth2\/token\/?$/.test(pathname)) return sendJson(response, 404, refuse('not_found', 'Not found'))
      if (request.headers['metadata']?.toString().toLowerCase() !== 'true') {
        return sendJson(response, 400, refuse('invalid_request', 'Required metadata header not specified'))
      }
      if (searchParams.get('api-version') === null)
        return sendJson(response, 400, refuse('bad_request_102', 'Required api-version not specified'))
      const resource = searchParams.get('resource')
      const audience = armAudiences(endpoint).find(one => one === resource || one === `${resource}/`)
      if (resource === null || audience === undefined) {
        return sendJson(
          response,
          400,
          refuse('invalid_resource', `AADSTS500011: The resource principal named ${resource} was not found in the tenant.`),
        )
      }
      const [only, ...others] = world.nodeIdentities
      const clientId = searchParams.get('client_id') ?? (others.length === 0 ? only : undefined)
      const principal = world.principals.find(one => one.clientId === clientId && isUsable(world, one.clientId))
      if (principal === undefined) return sendJson(response, 400, refuse('invalid_request', 'Identity not found'))
      const now = Math.floor(Date.now() / 1000)
      sendJson(response, 200, {
        access_token: await tokens.issue(principal, audience),
        client_id: principal.clientId,
        expires_in: String(tokens.lifetimeSeconds),
        expires_on: String(now + tokens.lifetimeSeconds),
        ext_expires_in: String(tokens.lifetimeSeconds),
        not_before: String(now),
        resource,
        token_type: 'Bearer',
      })
    }),
  )
}
