import type {IncomingMessage, ServerResponse} from 'node:http'
import {suffer} from '../../faults.ts'
import {authorize} from '../access/authorize.ts'
import {impersonate} from '../access/impersonate.ts'
import type {User} from '../access/user.ts'
import type {Request} from '../context.ts'
import {discover} from '../discovery/discovery-routes.ts'
import {OpenApi} from '../openapi/openapi-routes.ts'
import type {Parts} from '../parts.ts'
import {serveResource} from '../registry/serve-resource.ts'
import {versionInfo} from '../server-version.ts'
import {StatusError, internalError, methodNotAllowed, noSuchPath, unauthorized} from '../status-error.ts'
import {send, type Answer} from './answer.ts'
import {readBody} from './body.ts'
import {managerOf} from './field-manager.ts'
import {parseQuery} from './query.ts'
import {findTarget, parsePath, verbOf, type ResourcePath} from './target.ts'

const pageNotFound: Answer = {code: 404, body: '404 page not found\n', type: 'text/plain; charset=utf-8'}

/** Answers every request: authentication, authorization, then the resource. */
export class Handler {
  readonly #parts: Parts
  readonly #openApi: OpenApi

  constructor(parts: Parts) {
    this.#parts = parts
    this.#openApi = new OpenApi(parts.context, parts.version)
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? 'GET'
    const path = request.url ?? '/'
    const fault = this.#parts.faults.take('kubernetes', method, path)
    if (
      fault !== undefined &&
      (await suffer(fault, request, response, (status, code, message) => JSON.stringify(new StatusError(status, code, message).status)))
    )
      return
    const warnings: string[] = []
    try {
      const answer = await this.#answer(request, response, warnings)
      if (answer !== undefined) send(response, answer, warnings)
    } catch (error) {
      if (response.headersSent) response.destroy()
      else {
        const refusal =
          error instanceof StatusError ? error : internalError(error instanceof Error ? (error.stack ?? error.message) : String(error))
        send(response, {code: refusal.code, body: refusal.status}, warnings)
      }
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse, warnings: string[]): Promise<Answer | undefined> {
    const url = new URL(request.url ?? '/', 'https://localhost')
    const caller = this.#parts.authenticator.userOf(request)
    if (caller === undefined) throw unauthorized()
    const user = impersonate(this.#parts.rbac, caller, request)
    const path = parsePath(url.pathname)
    if (path === undefined) {
      authorize(this.#parts.rbac, user, {verb: (request.method ?? 'GET').toLowerCase(), path: url.pathname})
      return this.#plain(request, url.pathname)
    }
    return this.#resource(request, response, {url, path, user, warnings})
  }

  #plain(request: IncomingMessage, path: string): Answer {
    if (request.method !== 'GET') throw methodNotAllowed()
    if (path === '/version' || path === '/version/') return {code: 200, body: versionInfo(this.#parts.version)}
    if (/^\/(?:healthz|livez|readyz)(?:\/|$)/.test(path)) return {code: 200, body: 'ok', type: 'text/plain; charset=utf-8'}
    const answer = this.#openApi.answer(request, path) ?? discover(this.#parts.context, request, path)
    return answer ?? pageNotFound
  }

  async #resource(
    request: IncomingMessage,
    response: ServerResponse,
    {url, path, user, warnings}: {readonly url: URL; readonly path: ResourcePath; readonly user: User; readonly warnings: string[]},
  ): Promise<Answer | undefined> {
    const method = request.method ?? 'GET'
    const query = parseQuery(url.searchParams, method)
    const verb = verbOf(method, path, query.watch)
    authorize(this.#parts.rbac, user, {verb, ...path})
    const target = findTarget(path, this.#parts.context.resources)
    if (target === undefined) {
      const known = this.#parts.context.resources.some(({group, version}) => group === path.group && version === path.version)
      if (!known) return pageNotFound
      throw noSuchPath()
    }
    if ((verb === 'create' && path.name !== '' && path.subresource === '') || (path.name === '' && (verb === 'update' || verb === 'patch')))
      throw methodNotAllowed()
    const verbs = target.subresource?.verbs ?? target.resource.verbs
    if (!verbs.includes(verb)) throw methodNotAllowed()
    const wanted: Request = {...target, query, user, manager: managerOf(query.fieldManager, request.headers['user-agent']), warnings}
    const bytes = method === 'GET' ? Buffer.alloc(0) : await readBody(request)
    return serveResource(this.#parts, wanted, {
      verb,
      bytes,
      contentType: request.headers['content-type'] ?? '',
      accept: request.headers.accept,
      response,
    })
  }
}
