import {X509Certificate} from 'node:crypto'
import type {ClientRequest, IncomingMessage} from 'node:http'
import {Agent, request as open} from 'node:https'
import {createSecureContext} from 'node:tls'
import {setTimeout} from 'node:timers/promises'
import {UserError} from '../errors.ts'
import type {Secret} from '../secret.ts'
import type {Talk} from '../talk.ts'
import {tooLarge, usualMostBytes} from './answer-limit.ts'
import {attemptsFor, few} from './attempts.ts'
import {connectionFault, NoAnswer} from './connection-fault.ts'
import {inTurns} from './in-turns.ts'
import {requestIds} from './request-ids.ts'
import {pauseBeforeRepeat, type Patience} from './patience.ts'

/** The certificates of a server and of its client. */
export interface Identities {
  /** CA of the server's certificate, PEM. No other CA is trusted. */
  readonly certificateAuthority: string
  /** PEM. */
  readonly clientCertificate?: string
  /** PEM. */
  readonly clientKey?: Secret
}

export interface TlsClientOptions extends Identities {
  /** Of one answer. */
  readonly mostBytes?: number
  readonly patience: Patience
  readonly signal: AbortSignal
  readonly talk: Talk
}

export interface TlsRequest {
  readonly method: 'GET' | 'PATCH' | 'POST' | 'PUT'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** The request changes something, so it is repeated only if the server was too busy to handle it. */
  readonly once?: boolean
  /** Default: the patience's `attemptMs`. */
  readonly timeoutMs?: number
}

export interface TlsAnswer {
  /** HTTP status. */
  readonly status: number
  readonly text: string
  /** The header `Date`. */
  readonly date?: string | undefined
}

export interface TlsClient {
  /**
   * Returns every answer, whatever its status. Repeats the request while that may help. Rejects with NoAnswer if there is no answer, with the
   * signal's reason when interrupted.
   */
  send(request: TlsRequest): Promise<TlsAnswer>
  /** Closes its connections; requests without an answer fail. */
  close(): void
}

/** The result of one attempt. */
type Outcome = {readonly retryAfter: string | undefined; readonly ids?: string | undefined} & (
  {readonly answer: TlsAnswer; readonly error: undefined} | {readonly answer: undefined; readonly error: NodeJS.ErrnoException}
)

/** A TLS handshake costs more than most answers, so parallel requests share connections. */
const connections = 6
/**
 * A client for one server with its own certificate authority. Throws if the CA, the client's certificate or its key cannot be parsed. It uses
 * `https` of Node: through the pipeline of the Azure SDK, a hundred short requests take twice as long.
 */
export function openTlsClient({
  patience,
  signal,
  talk,
  mostBytes = usualMostBytes,
  certificateAuthority,
  clientCertificate,
  clientKey,
}: TlsClientOptions): TlsClient {
  // A text that is no certificate is no error to createSecureContext.
  void new X509Certificate(certificateAuthority)
  const secureContext = createSecureContext({
    ca: certificateAuthority,
    // As Go does, trust a CA even if it is not the root of its chain.
    allowPartialTrustChain: true,
    ...(clientCertificate !== undefined && {cert: clientCertificate}),
    ...(clientKey !== undefined && {key: clientKey.reveal()}),
  })
  // NODE_TLS_REJECT_UNAUTHORIZED must not turn this off.
  const trust = {secureContext, rejectUnauthorized: true}
  const agent = new Agent({...trust, keepAlive: true, maxSockets: connections})
  let closed = false
  let reached = false
  const pending = new Set<ClientRequest>()
  const turn = inTurns(connections)
  const interrupt = () => {
    for (const request of pending) request.destroy(signal.reason as Error)
  }
  signal.addEventListener('abort', interrupt, {once: true})

  const attempt = ({method, url, headers, body, once, timeoutMs = patience.attemptMs}: TlsRequest): Promise<Outcome> =>
    new Promise(resolve => {
      let givenUp: UserError | undefined
      // Node tells of a connection that vkctl gave up as of one that was cut.
      const fail = (error: NodeJS.ErrnoException) => resolve({answer: undefined, error: givenUp ?? error, retryAfter: undefined})
      if (closed || signal.aborted) return fail(new NoAnswer('The connection was closed.'))
      const length = body === undefined ? {} : {'content-length': Buffer.byteLength(body)}
      const request = open(url, {
        method,
        headers: {...headers, ...length},
        // A request that is sent only once gets a new connection: the server may just have closed an old one.
        ...(once === true ? {...trust, agent: false} : {agent}),
      })
      pending.add(request)
      const giveUp = (reason: UserError) => {
        givenUp = reason
        request.destroy(reason)
      }
      // For the whole attempt: a server that sends a byte now and then must not hold vkctl. It begins when there is a connection.
      let timer: NodeJS.Timeout | undefined
      request.on('socket', () => {
        const {host, pathname} = new URL(url)
        const late = new NoAnswer(`${host} did not answer ${method} ${pathname} within ${timeoutMs / 1000} seconds.`)
        timer = globalThis.setTimeout(() => giveUp(late), timeoutMs)
      })
      request.on('response', response => {
        const {statusCode: status = 0, headers: told} = response
        textOf(response, mostBytes, () => giveUp(tooLarge({method, url}, mostBytes))).then(
          content =>
            resolve({
              answer: {status, text: content, date: told.date},
              error: undefined,
              retryAfter: told['retry-after'],
              ids: requestIds({'audit-id': told['audit-id']?.toString()}),
            }),
          fail,
        )
      })
      request.on('error', fail).on('close', () => {
        clearTimeout(timer)
        pending.delete(request)
      })
      request.end(body)
    })

  return {
    async send(request) {
      const began = performance.now()
      for (let repeats = 0; ; repeats++) {
        signal.throwIfAborted()
        const started = performance.now()
        // A request that is sent only once has its own connection.
        const outcome = await (request.once === true ? attempt(request) : turn(() => attempt(request)))
        const {answer, error, retryAfter} = outcome
        const {host, pathname} = new URL(request.url)
        talk.debug(
          `${request.method} ${host}${pathname} -> ${brief(outcome)} in ${Math.round(performance.now() - started)} ms`,
          outcome.ids,
        )
        signal.throwIfAborted()
        const told = {status: answer?.status, retryAfter, code: error?.code}
        const {pauseMs} = pauseBeforeRepeat(patience, repeats, told)
        const most = attemptsFor(request.once === true, told, reached ? patience.attempts : few)
        reached ||= answer !== undefined
        const isLate = performance.now() - began >= (request.timeoutMs ?? patience.attemptMs)
        if (pauseMs === undefined || repeats + 1 >= most || isLate) {
          if (answer !== undefined) return answer
          throw error instanceof UserError ? error : connectionFault(error, request)
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

/** The text of an answer. Calls `giveUp`, which has to end it, when it is too large. */
async function textOf(response: IncomingMessage, mostBytes: number, giveUp: () => void): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > mostBytes) giveUp()
    else chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function brief({answer, error}: Outcome): number | string {
  return answer?.status ?? error?.code ?? 'no answer'
}
