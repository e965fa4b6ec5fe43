import type {IncomingMessage, ServerResponse} from 'node:http'
import {graphAudience} from '../cloud-endpoints.ts'
import type {Tokens} from '../entra/tokens.ts'
import {readBody, requestUrl, sendJson} from '../http.ts'
import type {PrincipalEntry, World} from '../world.ts'

/** Whether a request is for Microsoft Graph. */
export const graphPath = /^\/graph\/(?:v1\.0|beta)(\/.*)$/

class GraphError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

function servicePrincipal({name, clientId, objectId, kind}: PrincipalEntry): object {
  return {
    id: objectId,
    appId: clientId,
    displayName: name,
    servicePrincipalNames: [clientId],
    servicePrincipalType: kind === 'application' ? 'Application' : 'ManagedIdentity',
    accountEnabled: true,
  }
}

/** https://learn.microsoft.com/graph/api/directoryobject-getbyids: ids that do not exist are left out. */
function byIds({principals}: World, body: string): unknown {
  let ids: unknown
  try {
    ids = (JSON.parse(body) as {readonly ids?: unknown} | null)?.ids
  } catch {
    throw new GraphError(400, 'BadRequest', 'Unable to read JSON request payload.')
  }
  if (!Array.isArray(ids)) throw new GraphError(400, 'Request_BadRequest', "A value is required for property 'ids' of the request.")
  const groups = new Set(principals.flatMap(one => one.groups ?? []))
  const find = (id: unknown): readonly object[] => {
    const principal = principals.find(({objectId}) => objectId === id)
    if (principal !== undefined) return [{'@odata.type': '#microsoft.graph.servicePrincipal', ...servicePrincipal(principal)}]
    return typeof id === 'string' && groups.has(id) ? [{'@odata.type': '#microsoft.graph.group', id, displayName: 'administrators'}] : []
  }
  return {value: ids.flatMap(find)}
}

/** Of the filters of Graph, those by application id and by name. */
function filtered({principals}: World, filter: string | null): unknown {
  const [fits, clientId, alsoClientId, name] =
    /^(?:servicePrincipalNames\/any\(c:c eq '([^']*)'\)|appId eq '([^']*)'|displayName eq '([^']*)')$/i.exec(filter ?? '') ?? []
  if (filter !== null && fits === undefined)
    throw new GraphError(400, 'Request_UnsupportedQuery', `Unsupported or invalid query filter clause '${filter}'.`)
  const wanted = (clientId ?? alsoClientId)?.toLowerCase()
  return {
    value: principals
      .filter(one => (wanted === undefined || one.clientId === wanted) && (name === undefined || one.name === name))
      .map(servicePrincipal),
  }
}

function oneOf({principals}: World, id: string): unknown {
  const found = principals.find(({objectId}) => objectId === id.toLowerCase())
  if (found !== undefined) return servicePrincipal(found)
  throw new GraphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  )
}

async function answer(request: IncomingMessage, world: World): Promise<unknown> {
  const {pathname, searchParams} = requestUrl(request)
  const path = graphPath.exec(pathname)?.[1] ?? ''
  const body = await readBody(request)
  switch (`${request.method} ${path}`) {
    case 'POST /directoryObjects/getByIds':
      return byIds(world, body)
    case 'GET /servicePrincipals':
      return filtered(world, searchParams.get('$filter'))
    // All principals of the sandbox are applications and managed identities.
    case 'GET /users':
    case 'GET /groups':
      return {value: []}
  }
  const id = /^\/servicePrincipals\/([^/]+)$/.exec(path)?.[1]
  if (request.method === 'GET' && id !== undefined) return oneOf(world, id)
  throw new GraphError(400, 'BadRequest', `Resource not found for the segment '${path.split('/')[1] ?? ''}'.`)
}

/** The part of Microsoft Graph with which az turns names of principals into object ids, and back. */
export async function serveGraph(
  request: IncomingMessage,
  response: ServerResponse,
  {endpoint, world, tokens}: {readonly endpoint: string; readonly world: World; readonly tokens: Tokens},
): Promise<void> {
  try {
    const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    const claims = token === undefined ? undefined : tokens.read(token)
    if (claims?.aud !== graphAudience(endpoint))
      throw new GraphError(401, 'InvalidAuthenticationToken', 'Access token validation failure. Invalid audience.')
    sendJson(response, 200, await answer(request, world))
  } catch (error) {
    if (!(error instanceof GraphError)) throw error
    sendJson(response, error.status, {error: {code: error.code, message: error.message}})
  }
}
