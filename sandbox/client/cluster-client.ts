import {Agent, request as httpsRequest} from 'node:https'
import type {IncomingMessage} from 'node:http'
import {createInterface} from 'node:readline'
import {createSecureContext} from 'node:tls'

/** How to reach an API server: base URL, the CA it is trusted by (PEM), a bearer token or where to read the current one. */
export interface ClusterAccess {
  readonly url: string
  readonly caCertificate: string
  readonly token: string | (() => string)
}

/** An answer of the API server with a status other than 2xx; `reason` is that of its Status, such as `NotFound` or `Conflict`. */
export class ApiError extends Error {
  readonly status: number
  readonly reason: string

  constructor(status: number, reason: string, message: string) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.reason = reason
  }
}

export const isNotFound = (error: unknown): boolean => error instanceof ApiError && error.status === 404
export const isConflict = (error: unknown): boolean => error instanceof ApiError && error.status === 409

export interface WatchEvent<T> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR'
  readonly object: T
}

type Query = Readonly<Record<string, string | number | boolean>>

const patchTypes = {
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  json: 'application/json-patch+json',
} as const

const readBody = async (response: IncomingMessage): Promise<string> => {
  response.setEncoding('utf8')
  let body = ''
  for await (const chunk of response) body += chunk as string
  return body
}

function toError(status: number, body: string): ApiError {
  try {
    const {reason, message} = JSON.parse(body) as {reason?: string; message?: string}
    return new ApiError(status, reason ?? 'Unknown', message ?? body)
  } catch {
    return new ApiError(status, 'Unknown', body)
  }
}

/**
 * A small client of a Kubernetes API with JSON and watches, and without generated code. It works with any path, as a garbage collector
 * needs, and loads in a millisecond, because every test starts a sandbox.
 */
export class ClusterClient {
  readonly url: string
  readonly #access: ClusterAccess
  readonly #agent: Agent
  readonly #userAgent: string

  constructor(access: ClusterAccess, userAgent: string) {
    this.url = access.url.replace(/\/$/, '')
    this.#access = access
    this.#userAgent = userAgent
    this.#agent = new Agent({keepAlive: true, secureContext: createSecureContext({ca: access.caCertificate})})
  }

  #send(
    method: string,
    path: string,
    options: {query?: Query; body?: unknown; type?: string; signal?: AbortSignal},
  ): Promise<IncomingMessage> {
    const url = new URL(this.url + path)
    for (const [name, value] of Object.entries(options.query ?? {})) url.searchParams.set(name, String(value))
    const {token} = this.#access
    const body = options.body === undefined ? undefined : JSON.stringify(options.body)
    return new Promise((resolve, reject) => {
      const request = httpsRequest(url, {
        method,
        agent: this.#agent,
        headers: {
          accept: 'application/json',
          'user-agent': this.#userAgent,
          authorization: `Bearer ${typeof token === 'string' ? token : token()}`,
          ...(body === undefined ? {} : {'content-type': options.type ?? 'application/json', 'content-length': Buffer.byteLength(body)}),
        },
        ...(options.signal === undefined ? {} : {signal: options.signal}),
      })
      request.once('response', resolve)
      request.once('error', reject)
      request.end(body)
    })
  }

  async #ask<T>(method: string, path: string, options: {query?: Query; body?: unknown; type?: string}): Promise<T> {
    const response = await this.#send(method, path, options)
    const body = await readBody(response)
    const status = response.statusCode ?? 0
    if (status < 200 || status > 299) throw toError(status, body)
    return JSON.parse(body) as T
  }

  get<T>(path: string, query: Query = {}): Promise<T> {
    return this.#ask('GET', path, {query})
  }

  create<T>(path: string, body: T): Promise<T> {
    return this.#ask('POST', path, {body})
  }

  replace<T>(path: string, body: T): Promise<T> {
    return this.#ask('PUT', path, {body})
  }

  patch<T>(path: string, body: unknown, type: keyof typeof patchTypes = 'merge'): Promise<T> {
    return this.#ask('PATCH', path, {body, type: patchTypes[type]})
  }

  /** `options` is the body, a DeleteOptions without its kind. */
  delete<T>(path: string, options: Readonly<Record<string, unknown>> = {}): Promise<T> {
    return this.#ask('DELETE', path, {body: {apiVersion: 'v1', kind: 'DeleteOptions', ...options}})
  }

  /** Ends when the server ends the watch, and fails when the connection fails. */
  async watch<T>(path: string, query: Query, onEvent: (event: WatchEvent<T>) => void, signal: AbortSignal): Promise<void> {
    const response = await this.#send('GET', path, {query: {...query, watch: true}, signal})
    if (response.statusCode !== 200) throw toError(response.statusCode ?? 0, await readBody(response))
    // Without this listener an aborted response raises an uncaught error beside the one of the loop.
    response.on('error', () => undefined)
    for await (const line of createInterface({input: response})) if (line !== '') onEvent(JSON.parse(line) as WatchEvent<T>)
  }

  close(): void {
    this.#agent.destroy()
  }
}
