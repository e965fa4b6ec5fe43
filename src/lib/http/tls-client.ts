import type {ClientRequest} from 'node:http'
import {Agent, request as open} from 'node:https'
import {text} from 'node:stream/consumers'
import {createSecureContext} from 'node:tls'
import {setTimeout} from 'node:timers/promises'
import type {Secret} from '../secret.ts'
import type {Talk} from '../talk.ts'
import {connectionFault, NoAnswer} from './connection-fault.ts'
import {pauseBeforeRepeat, type Patience} from './patience.ts'

/** By what a server and its client know each other. */
export interface Identities {
  /** Of the server's certificate, PEM. No other is trusted. */
  readonly certificateAuthority: string
  /** PEM. */
  readonly clientCertificate?: string
  /** PEM. */
  readonly clientKey?: Secret
}

export interface TlsClientOptions extends Identities {
  readonly patience: Patience
  readonly signal: AbortSignal
  readonly talk: Talk
}

export interface TlsRequest {
  readonly method: 'GET' | 'PATCH' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** It changes something, so it is repeated only when the server was too busy to take it. */
  readonly once?: boolean
}

export interface TlsAnswer {
  /** HTTP status. */
  readonly status: number
  readonly text: string
}

export interface TlsClient {
  /**
   * Gives every answer, whatever its status; asks again as long as that may help. Rejects with NoAnswer when there is none, with the signal's
   * reason when interrupted.
   */
  send(request: TlsRequest): Promise<TlsAnswer>
  /** Closes its connections; what still waits for an answer gets none. */
  close(): void
}

/** What came of one attempt. */
type Outcome = {readonly retryAfter: string | undefined} & (
  {readonly answer: TlsAnswer; readonly error: undefined} | {readonly answer: undefined; readonly error: NodeJS.ErrnoException}
)

/** A handshake costs more than most answers, so not every request that runs side by side has a connection of its own. */
const connections = 6
/** An error that a server answers with so often is what it means, and one that was never reached so often is not there. */
const few = 3
/** Of a connection that was there. A server that refuses connections is away, which whoever waits wants to know. */
const cut: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE'])
/** HTTP status. */
const tooBusy = 429

/**
 * A client of one server that has a certificate authority of its own. Throws when that or the client's certificate or key is none. It is asked with what Node
 * has for it: through the pipeline of the Azure SDK a hundred short requests take twice as long.
 */
export function openTlsClient({patience, signal, talk, certificateAuthority, clientCertificate, clientKey}: TlsClientOptions): TlsClient {
  const secureContext = createSecureContext({
    ca: certificateAuthority,
    // One that is not the root of its chain may be trusted too, as Go does.
    allowPartialTrustChain: true,
    ...(clientCertificate !== undefined && {cert: clientCertificate}),
    ...(clientKey !== undefined && {key: clientKey.reveal()}),
  })
  // Whatever NODE_TLS_REJECT_UNAUTHORIZED says.
  const trust = {secureContext, rejectUnauthorized: true}
  const agent = new Agent({...trust, keepAlive: true, maxSockets: connections})
  let closed = false
  let reached = false
  const pending = new Set<ClientRequest>()
  const interrupt = () => {
    for (const request of pending) request.destroy(signal.reason as Error)
  }
  signal.addEventListener('abort', interrupt, {once: true})

  const attempt = ({method, url, headers, body, once}: TlsRequest): Promise<Outcome> =>
    new Promise(resolve => {
      const fail = (error: NodeJS.ErrnoException) => resolve({answer: undefined, error, retryAfter: undefined})
      if (closed) return fail(new NoAnswer('The connection was closed.'))
      const length = body === undefined ? {} : {'content-length': Buffer.byteLength(body)}
      const request = open(url, {
        method,
        headers: {...headers, ...length},
        // What is sent once must not meet a connection that the server has just given up, so it gets one of its own.
        ...(once === true ? {...trust, agent: false} : {agent}),
        timeout: patience.attemptMs,
      })
      pending.add(request)
      request.on('response', response => {
        const {statusCode: status = 0, headers: told} = response
        text(response).then(content => resolve({answer: {status, text: content}, error: undefined, retryAfter: told['retry-after']}), fail)
      })
      request.on('timeout', () => {
        const {host, pathname} = new URL(url)
        request.destroy(new NoAnswer(`${host} did not answer ${method} ${pathname} within ${patience.attemptMs / 1000} seconds.`))
      })
      request.on('error', fail).on('close', () => pending.delete(request))
      request.end(body)
    })

  return {
    async send(request) {
      const began = performance.now()
      for (let repeats = 0; ; repeats++) {
        signal.throwIfAborted()
        const started = performance.now()
        const outcome = await attempt(request)
        const {answer, error, retryAfter} = outcome
        const {host, pathname} = new URL(request.url)
        talk.debug(`${request.method} ${host}${pathname} -> ${brief(outcome)} in ${Math.round(performance.now() - started)} ms`)
        signal.throwIfAborted()
        const {pauseMs} = pauseBeforeRepeat(patience, repeats, {status: answer?.status, retryAfter, code: error?.code})
        const most = attemptsFor(request, outcome, reached ? patience.attempts : few)
        reached ||= answer !== undefined
        const isLate = performance.now() - began >= patience.attemptMs
        if (pauseMs === undefined || repeats + 1 >= most || isLate) {
          if (answer !== undefined) return answer
          throw error instanceof NoAnswer ? error : connectionFault(error, request)
        }
        await setTimeout(pauseMs, undefined, {signal}).catch(() => signal.throwIfAborted())
      }
    },
    close() {
      closed = true
      signal.removeEventListener('abort', interrupt)
      for (const request of pending) request.destroy()
      agent.destroy()
    },
  }
}

/** How often this may be asked altogether, now that this came of it; `longest` where a connection was cut. */
function attemptsFor({once}: TlsRequest, {answer, error}: Outcome, longest: number): number {
  if (once === true) return answer?.status === tooBusy ? few : 1
  return cut.has(error?.code ?? '') ? longest : few
}

function brief({answer, error}: Outcome): number | string {
  return answer?.status ?? error?.code ?? 'no answer'
}
