import type {HttpClient, PipelinePolicy, PipelineRequest, PipelineResponse, RetryStrategy} from '@azure/core-rest-pipeline'
import {tooLarge, usualMostBytes} from '../../http/answer-limit.ts'
import {connectionFault, NoAnswer} from '../../http/connection-fault.ts'
import type {Proxy} from '../../http/proxy.ts'
import {pauseBeforeRepeat, type Patience} from '../../http/patience.ts'
import {requestIds} from '../../http/request-ids.ts'
import type {Talk} from '../../talk.ts'
import {checkArmAnswer} from './arm-answer.ts'
import {watchProxy} from './watch-proxy.ts'
import {checkJson} from './garbage.ts'

/** The HTTP clients for Azure. One signal interrupts all of them, and they repeat requests after temporary failures. */
export interface Transport {
  /** For Resource Manager. Rejects with the errors of arm-answer.ts for every answer that is not a success. */
  readonly arm: HttpClient
  /** For Entra ID. Returns every answer in JSON, also errors; rejects if the answer is not JSON. */
  readonly entra: HttpClient
  /** For the endpoint of managed identities: one short attempt, because the endpoint is either close or does not exist. */
  readonly nearby: HttpClient
}

const nearbyMs = 5000

export interface TransportOptions {
  readonly signal: AbortSignal
  readonly talk: Talk
  readonly patience: Patience
  /** That of the environment. */
  readonly proxy?: Proxy | undefined
  /** Of one answer, unpacked. */
  readonly mostBytes?: number
}

export async function openTransport({signal, talk, patience, proxy, mostBytes = usualMostBytes}: TransportOptions): Promise<Transport> {
  const {createDefaultHttpClient, createEmptyPipeline, isRestError, retryPolicy} = await import('@azure/core-rest-pipeline')
  const wire = createDefaultHttpClient()
  const proxied = proxy === undefined ? undefined : watchProxy(proxy)

  const client = (
    {attempts, attemptMs}: Pick<Patience, 'attempts' | 'attemptMs'>,
    check: (request: PipelineRequest, response: PipelineResponse) => void,
  ): HttpClient => {
    const pipeline = createEmptyPipeline()
    pipeline.addPolicy(retryPolicy([repeat(patience, talk)], {maxRetries: attempts - 1}), {phase: 'Retry'})
    if (proxied !== undefined) pipeline.addPolicy(proxied.policy, {afterPhase: 'Retry'})
    pipeline.addPolicy(attempt(attemptMs, mostBytes, talk), {afterPhase: 'Retry'})
    return {
      async sendRequest(request) {
        const {abortSignal} = request
        request.abortSignal = AbortSignal.any(abortSignal instanceof AbortSignal ? [signal, abortSignal] : [signal])
        try {
          const response = await pipeline.sendRequest(wire, request)
          proxied?.check(request, response)
          check(request, response)
          return response
        } catch (error) {
          signal.throwIfAborted()
          throw isRestError(error) ? connectionFault(error, request, request.agent === undefined ? undefined : proxy) : error
        }
      },
    }
  }

  return {
    arm: client(patience, checkArmAnswer),
    entra: client(patience, checkJson),
    nearby: client({attempts: 1, attemptMs: Math.min(nearbyMs, patience.attemptMs)}, () => {}),
  }
}

function repeat(patience: Patience, talk: Talk): RetryStrategy {
  return {
    name: 'repeat',
    retry({retryCount, response, responseError}) {
      const {pauseMs, asked} = pauseBeforeRepeat(patience, retryCount, {
        status: response?.status,
        retryAfter: response?.headers.get('retry-after'),
        code: responseError?.code,
      })
      if (pauseMs === undefined) return responseError === undefined ? {skipStrategy: true} : {errorToThrow: responseError}
      if (asked && pauseMs > 2000) talk.step(`Azure is busy and asks to wait ${Math.ceil(pauseMs / 1000)} seconds.`)
      return {retryAfterInMs: pauseMs}
    },
  }
}

/** https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling names both. */
const idHeaders = ['x-ms-request-id', 'x-ms-correlation-request-id']

/** One attempt with a time limit. `--debug` shows it without query, headers and body. */
function attempt(ms: number, mostBytes: number, talk: Talk): PipelinePolicy {
  return {
    name: 'attempt',
    async sendRequest(request, next) {
      const {abortSignal: outer, method} = request
      const {host, pathname} = new URL(request.url)
      const started = performance.now()
      const trace = (outcome: number | string, ids?: string) =>
        talk.debug(`${method} ${host}${pathname} -> ${outcome} in ${Math.round(performance.now() - started)} ms`, ids)
      const timeout = AbortSignal.timeout(ms)
      const overflow = new AbortController()
      request.abortSignal = AbortSignal.any([...(outer instanceof AbortSignal ? [outer] : []), timeout, overflow.signal])
      // The bytes are counted after they are unpacked.
      request.onDownloadProgress = ({loadedBytes}) => {
        if (loadedBytes <= mostBytes) return
        overflow.abort()
        // What has arrived already would be unpacked all the same.
        throw tooLarge(request, mostBytes)
      }
      try {
        const response = await next(request)
        trace(response.status, requestIds(Object.fromEntries(idHeaders.map(name => [name, response.headers.get(name)]))))
        return response
      } catch (error) {
        trace((error as {code?: string}).code ?? 'no answer')
        if (overflow.signal.aborted) throw tooLarge(request, mostBytes)
        if (!timeout.aborted) throw error
        throw new NoAnswer(`${host} did not answer ${method} ${pathname} within ${ms / 1000} seconds.`)
      } finally {
        if (outer !== undefined) request.abortSignal = outer
      }
    },
  }
}
