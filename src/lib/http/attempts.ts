import type {PipelinePolicy, RetryStrategy} from '@azure/core-rest-pipeline'
import type {Talk} from '../talk.ts'
import {NoAnswer} from './connection-fault.ts'
import {askedPauseMs, isPassing, type Patience} from './patience.ts'

/** Repeats what may go better the next time: throttling, errors of the server, connections refused or cut. `server` is what a long pause is said of. */
export function repeat({pauseMs, longestPauseMs}: Patience, server: string, talk: Talk): RetryStrategy {
  return {
    name: 'repeat',
    retry({retryCount, response, responseError}) {
      const ownPauseMs = pauseMs * 2 ** retryCount
      if (responseError !== undefined) return isLost(responseError) ? {retryAfterInMs: ownPauseMs} : {errorToThrow: responseError}
      if (response === undefined || !isPassing(response.status)) return {skipStrategy: true}
      const asked = askedPauseMs(response.headers.get('retry-after'), Date.now())
      if (asked !== undefined && asked > longestPauseMs) return {skipStrategy: true}
      if (asked !== undefined && asked > 2000) talk.step(`${server} is busy and asks to wait ${Math.ceil(asked / 1000)} seconds.`)
      return {retryAfterInMs: asked ?? ownPauseMs}
    },
  }
}

const lostCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'PARSE_ERROR'])

/** Whether the connection failed in a way that passes. `PARSE_ERROR` is the runtime's code for an answer that was cut off. */
function isLost({code}: {code?: string | undefined}): boolean {
  return code !== undefined && lostCodes.has(code)
}

/** One attempt: told to `--debug` without query, headers or body, and ended when it takes too long. */
export function attempt(ms: number, talk: Talk): PipelinePolicy {
  return {
    name: 'attempt',
    async sendRequest(request, next) {
      const {abortSignal: outer, method} = request
      const {host, pathname} = new URL(request.url)
      const started = performance.now()
      const trace = (outcome: number | string) =>
        talk.debug(`${method} ${host}${pathname} -> ${outcome} in ${Math.round(performance.now() - started)} ms`)
      const timeout = AbortSignal.timeout(ms)
      request.abortSignal = AbortSignal.any(outer instanceof AbortSignal ? [outer, timeout] : [timeout])
      try {
        const response = await next(request)
        trace(response.status)
        return response
      } catch (error) {
        trace((error as {code?: string}).code ?? 'no answer')
        if (!timeout.aborted) throw error
        throw new NoAnswer(`${host} did not answer ${method} ${pathname} within ${ms / 1000} seconds.`)
      } finally {
        if (outer !== undefined) request.abortSignal = outer
      }
    },
  }
}
