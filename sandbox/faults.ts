import type {IncomingMessage, ServerResponse} from 'node:http'
import {setTimeout as sleep} from 'node:timers/promises'
import {pathMatcher, SlowExpression} from './path-expression.ts'

/** An error on demand, for requests to one of the sandbox's servers. */
export interface Fault {
  readonly server: 'azure' | 'kubernetes'
  /** Only this method; default any. */
  readonly method?: string
  /** Only paths (with query) that this regular expression matches; default any. */
  readonly path?: string
  /** How many matching requests pass before the fault begins; default 0. */
  readonly skip?: number
  /** How many matching requests it hits; default 1. */
  readonly times?: number
  /** The delay before the answer of the fault or, if it has no other effect, before the request is served. */
  readonly delayMs?: number
  /** Closes the connection without an answer. */
  readonly cut?: boolean
  /** Answers with this status, and with `body`, or with an error in the server's format with `code` and `message`. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly code?: string
  readonly message?: string
}

export interface LoggedRequest {
  readonly server: Fault['server']
  readonly method: string
  /** Path with query. */
  readonly path: string
  readonly at: string
}

interface ActiveFault {
  readonly fault: Fault
  /** How many requests matched. */
  seen: number
  /** How many of them it hit. */
  hits: number
}

/** Keeps the faults that are set and a log of all requests. One for the whole sandbox. */
export class Faults {
  #active: ActiveFault[] = []
  #requests: LoggedRequest[] = []
  readonly #listeners = new Set<(request: LoggedRequest) => void>()
  readonly #matchPath = pathMatcher()

  set(faults: readonly Fault[]): void {
    this.#active = faults.map(fault => ({fault, seen: 0, hits: 0}))
  }

  /** The faults that are set, each with the number of requests that it hit. */
  get active(): readonly (Fault & {readonly hits: number})[] {
    return this.#active.map(({fault, hits}) => ({...fault, hits}))
  }

  get requests(): readonly LoggedRequest[] {
    return this.#requests
  }

  forgetRequests(): void {
    this.#requests = []
  }

  /** Calls `listener` with every request from now on. The result ends that. */
  watch(listener: (request: LoggedRequest) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Logs a request and returns the fault that affects it, if there is one. */
  take(server: Fault['server'], method: string, path: string): Fault | undefined {
    const request = {server, method, path, at: new Date().toISOString()}
    this.#requests.push(request)
    for (const listener of this.#listeners) listener(request)
    for (const active of this.#active) {
      const {fault} = active
      if (fault.server !== server) continue
      if (fault.method !== undefined && fault.method !== method) continue
      if (fault.path !== undefined && !this.#matches(fault.path, path)) continue
      const index = active.seen++
      const skip = fault.skip ?? 0
      if (index < skip || index >= skip + (fault.times ?? 1)) continue
      active.hits++
      return fault
    }
    return undefined
  }

  /** An expression that is too slow for a path matches nothing: the sandbox must go on. */
  #matches(expression: string, path: string): boolean {
    try {
      return this.#matchPath(expression, path)
    } catch (error) {
      if (error instanceof SlowExpression) return false
      throw error
    }
  }
}

/**
 * Applies a fault to a request. Returns true if the request is answered or cut, and must not be served. `errorBody` creates an error in the
 * server's format.
 */
export async function suffer(
  fault: Fault,
  request: IncomingMessage,
  response: ServerResponse,
  errorBody: (status: number, code: string, message: string) => string,
): Promise<boolean> {
  if (fault.delayMs !== undefined) await sleep(fault.delayMs, undefined, {ref: false})
  if (fault.cut === true) {
    request.socket.destroy()
    return true
  }
  if (fault.status === undefined) return false
  response.writeHead(fault.status, {'content-type': 'application/json', ...fault.headers})
  response.end(fault.body ?? errorBody(fault.status, fault.code ?? 'InternalServerError', fault.message ?? 'The sandbox was told to fail.'))
  return true
}
