import type {EventEmitter} from 'node:events'
import type {PipelinePolicy, PipelineRequest, PipelineResponse} from '@azure/core-rest-pipeline'
import {UserError} from '../../errors.ts'
import {failedRequest} from '../../http/failed-request.ts'
import {proxyHint, proxyInWords, type Proxy} from '../../http/proxy.ts'

/** Tells the answers of a proxy from those of Azure. */
export interface WatchedProxy {
  readonly policy: PipelinePolicy
  /** Throws UserError if the proxy refused to connect to Azure. */
  check(request: PipelineRequest, response: PipelineResponse): void
}

/**
 * The SDK gives each request that goes through a proxy an agent of https-proxy-agent. The agent passes on the answer to CONNECT as if the server had sent it, and
 * only its event `proxyConnect` says who did.
 */
export function watchProxy(proxy: Proxy): WatchedProxy {
  const answers = new WeakMap<object, number>()
  return {
    policy: {
      name: 'watchProxy',
      async sendRequest(request, next) {
        const {agent} = request
        if (agent !== undefined && !answers.has(agent)) {
          answers.set(agent, 200)
          ;(agent as unknown as EventEmitter).on('proxyConnect', ({statusCode}: {readonly statusCode: number}) =>
            answers.set(agent, statusCode),
          )
        }
        return next(request)
      },
    },
    check(request, {status}) {
      const answer = request.agent === undefined ? undefined : answers.get(request.agent)
      if (answer === undefined || answer === 200 || answer !== status) return
      const {host} = new URL(request.url)
      const why = status === 407 ? 'it asks for a user and a password' : `it answered CONNECT with status ${status}`
      throw new UserError(`${proxyInWords(proxy).replace('the', 'The')} does not connect to ${host}: ${why}.`, {
        hints: [
          ...(status === 407 ? [`Pass the user and the password in ${proxy.variable}: http://USER:PASSWORD@${proxy.address}`] : []),
          proxyHint(proxy),
        ],
        request: failedRequest(request, status),
      })
    },
  }
}
