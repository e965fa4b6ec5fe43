import type {Secret} from '../secret.ts'
import type {Talk} from '../talk.ts'
import {attempt, repeat} from './attempts.ts'
import {connectionFault} from './connection-fault.ts'
import type {Patience} from './patience.ts'

/** By what a server and its client know each other. */
export interface Identities {
  /** Of the server's certificate, PEM. No other is trusted. */
  readonly certificateAuthority: string
  /** PEM. */
  readonly clientCertificate?: string
  /** PEM. */
  readonly clientKey?: Secret
}

export interface TlsServerOptions extends Identities {
  /** What it is to people: `The API server`. */
  readonly name: string
  readonly patience: Patience
  readonly signal: AbortSignal
  readonly talk: Talk
}

export interface TlsRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export interface TlsServer {
  /** Gives every answer, whatever its status. Rejects with NoAnswer when there is none, with the signal's reason when interrupted. */
  send(request: TlsRequest): Promise<{readonly status: number; readonly text: string}>
  /** Closes its connections. */
  close(): void
}

/** A handshake costs more than most answers, so not every request that runs side by side has a connection of its own. */
const connections = 6

/** One server that has a certificate authority of its own. */
export async function openTlsServer({name, patience, signal, talk, ...identities}: TlsServerOptions): Promise<TlsServer> {
  const [{Agent}, {createDefaultHttpClient, createEmptyPipeline, createHttpHeaders, createPipelineRequest, isRestError, retryPolicy}] =
    await Promise.all([import('node:https'), import('@azure/core-rest-pipeline')])
  const agent = new Agent({
    keepAlive: true,
    maxSockets: connections,
    ca: identities.certificateAuthority,
    ...(identities.clientCertificate !== undefined && {cert: identities.clientCertificate}),
    ...(identities.clientKey !== undefined && {key: identities.clientKey.reveal()}),
  })
  const wire = createDefaultHttpClient()
  const pipeline = createEmptyPipeline()
  pipeline.addPolicy(retryPolicy([repeat(patience, name, talk)], {maxRetries: patience.attempts - 1}), {phase: 'Retry'})
  pipeline.addPolicy(attempt(patience.attemptMs, talk), {afterPhase: 'Retry'})
  return {
    async send({headers, ...given}) {
      signal.throwIfAborted()
      const request = createPipelineRequest({...given, headers: createHttpHeaders(headers), abortSignal: signal})
      request.agent = agent
      try {
        const {status, bodyAsText} = await pipeline.sendRequest(wire, request)
        return {status, text: bodyAsText ?? ''}
      } catch (error) {
        signal.throwIfAborted()
        throw isRestError(error) ? connectionFault(error, request) : error
      }
    },
    close: () => agent.destroy(),
  }
}
