import type {IncomingMessage, ServerResponse} from 'node:http'
import {authorize} from '../authorization/access.ts'
import type {Tokens} from '../entra/tokens.ts'
import {readBody, requestUrl, sendJson} from '../http.ts'
import {requireResourceGroup} from '../resources/require-resource-group.ts'
import type {World} from '../world.ts'
import {checkApiVersion} from './api-versions.ts'
import {ArmError} from './arm-error.ts'
import {authenticate} from './authenticate.ts'
import {checkChange} from './change-guard.ts'
import {fillPath, matchPath, type ArmReply, type ArmRoute} from './route.ts'

export interface ArmServer {
  readonly endpoint: string
  readonly world: World
  readonly tokens: Tokens
  readonly routes: readonly ArmRoute[]
}

function parseBody(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new ArmError(400, 'InvalidRequestContent', 'The request content was invalid and could not be deserialized.')
  }
}

/** ARM's answer for an address that does not exist. */
function notFound(world: World, path: string, apiVersion: string): ArmError {
  const [, namespace, type] = /\/providers\/([^/]+)\/?([^/]*)/i.exec(path) ?? []
  if (namespace === undefined) {
    return new ArmError(404, 'MissingSubscription', 'The request did not have a subscription or a valid tenant level resource provider.')
  }
  if (![...world.providers.keys()].some(known => known.toLowerCase() === namespace.toLowerCase())) {
    return new ArmError(404, 'InvalidResourceNamespace', `The resource namespace '${namespace}' is invalid.`)
  }
  return new ArmError(
    404,
    'InvalidResourceType',
    `The resource type '${type}' could not be found in the namespace '${namespace}' for api version '${apiVersion}'.`,
  )
}

function checkSubscription(world: World, path: string): void {
  const subscription = /^\/subscriptions\/([^/]+)/i.exec(path)?.[1]
  if (subscription === undefined || subscription.toLowerCase() === world.subscriptionId) return
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(subscription)) {
    throw new ArmError(400, 'InvalidSubscriptionId', `The provided subscription identifier '${subscription}' is malformed or invalid.`)
  }
  throw new ArmError(404, 'SubscriptionNotFound', `The subscription '${subscription}' could not be found.`)
}

function findRoute(
  routes: readonly ArmRoute[],
  method: string,
  path: string,
): {readonly route: ArmRoute; readonly params: Record<string, string>} | undefined {
  for (const route of routes) {
    const params = route.method === method ? matchPath(route.path, path) : undefined
    if (params !== undefined) return {route, params}
  }
  return undefined
}

/** Order of the checks as in Azure: api-version, token, subscription, address, version of the type, role, locks and policies, resource group, then the provider itself. */
async function answer(request: IncomingMessage, server: ArmServer): Promise<ArmReply> {
  const {world, endpoint, routes} = server
  const url = requestUrl(request)
  const path = decodeURIComponent(url.pathname)
  const method = request.method ?? 'GET'
  const text = await readBody(request)
  const apiVersion = url.searchParams.get('api-version')
  if (apiVersion === null || apiVersion === '') {
    throw new ArmError(400, 'MissingApiVersionParameter', 'The api-version query parameter (?api-version=) is required for all requests.')
  }
  const caller = await authenticate(request.headers.authorization, server)
  checkSubscription(world, path)
  const fitting = findRoute(routes, method, path)
  if (fitting === undefined) throw notFound(world, path, apiVersion)
  const {route, params} = fitting
  checkApiVersion(apiVersion, route.apiVersions, /\/providers\/Microsoft\.\w+\/(\w+)/.exec(route.path)?.[1])
  if (route.action !== undefined) authorize(world, caller, fillPath(route.action, params), fillPath(route.scope ?? route.path, params))
  checkChange(world, method, path)
  if (params['group'] !== undefined) requireResourceGroup(world, params['group'])
  return await route.handle({method, path, params, query: url.searchParams, body: parseBody(text), caller, endpoint, world})
}

/** Serves one request to Azure Resource Manager. */
export async function serveArm(request: IncomingMessage, response: ServerResponse, server: ArmServer): Promise<void> {
  const id = crypto.randomUUID()
  const headers = {
    'x-ms-request-id': id,
    'x-ms-correlation-request-id': id,
    'x-ms-routing-request-id': `SANDBOX:${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}:${id}`,
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
  }
  try {
    const reply = await answer(request, server)
    const kind = request.method === 'GET' ? 'reads' : 'writes'
    sendJson(response, reply.status, reply.body, {...headers, [`x-ms-ratelimit-remaining-subscription-${kind}`]: '11999', ...reply.headers})
  } catch (error) {
    if (!(error instanceof ArmError)) throw error
    sendJson(
      response,
      error.status,
      {error: {code: error.code, message: error.message}},
      {
        ...headers,
        ...(error.source === 'gateway' && {'x-ms-failure-cause': 'gateway'}),
        ...error.headers,
      },
    )
  }
}
