import {NoAnswer} from '../http/connection-fault.ts'
import type {Patience} from '../http/patience.ts'
import {openTlsClient, type Identities, type TlsAnswer, type TlsRequest} from '../http/tls-client.ts'
import type {Secret} from '../secret.ts'
import type {Talk} from '../talk.ts'
import {credentialsRefused, unreachable} from './kubectl-errors.ts'

/** An API server and what it accepts, all of it out of a kubeconfig that needs no file and no plugin beside it. */
export interface ApiAccess extends Identities {
  /** Address, `https://…`. */
  readonly server: string
  readonly token?: Secret
}

/** Asks the API server without a program in between: a kubectl takes longer to start than the server to answer. */
export interface ApiClient {
  /** Rejects with ClusterUnreachable when there is no answer, with NotAllowedError when the credentials are not accepted. */
  get(path: string): Promise<ApiAnswer>
  /** Makes something. When the answer is lost, nobody knows whether it was made. */
  create(path: string, object: unknown): Promise<ApiAnswer>
  /** Brings something to this state by server-side apply, whoever else set its fields. Unless `once`, it is asked again when the answer is lost. */
  apply(path: string, object: unknown, how: {readonly once: boolean}): Promise<ApiAnswer>
  /** For what is created only to be answered: when the answer is lost, it is asked again. */
  review(path: string, object: unknown): Promise<ApiAnswer>
  /** By how many milliseconds the clock of the API server is ahead of this machine's, by the `Date` of its last answer; 0 before the first. */
  clockAheadMs(): number
  /** Closes its connections. */
  close(): void
}

/** `text`: JSON, or the text of a log. */
export type ApiAnswer = TlsAnswer

/** Once the server was reached, a connection that is cut is made again for ten seconds, as kubectl does. */
const usualPatience: Patience = {attempts: 12, attemptMs: 60_000, pauseMs: 200, longestOwnPauseMs: 1000, longestPauseMs: 30_000}

export interface ApiClientOptions {
  readonly signal: AbortSignal
  readonly talk: Talk
  readonly userAgent: string
  readonly patience?: Patience
}

/** JSON is YAML as well. */
const contentTypes = {GET: '', PATCH: 'application/apply-patch+yaml', POST: 'application/json'} as const

/** Throws when a certificate or key is none. */
export function openApiClient(
  {server, token, ...identities}: ApiAccess,
  {userAgent, patience = usualPatience, ...options}: ApiClientOptions,
): ApiClient {
  const opened = openTlsClient({patience, ...options, ...identities})
  const base = server.replace(/\/+$/, '')
  const headers = {
    accept: 'application/json, */*',
    'user-agent': userAgent,
    ...(token !== undefined && {authorization: `Bearer ${token.reveal()}`}),
  }

  let ahead = 0
  const ask = async (path: string, request: Pick<TlsRequest, 'method' | 'body' | 'once'>): Promise<ApiAnswer> => {
    try {
      const type = request.body === undefined ? {} : {'content-type': contentTypes[request.method]}
      const answer = await opened.send({url: `${base}${path}`, headers: {...headers, ...type}, ...request})
      if (answer.date !== undefined) ahead = Date.parse(answer.date) - Date.now()
      if (answer.status === 401) throw credentialsRefused('The API server did not accept the credentials.')
      return answer
    } catch (error) {
      throw error instanceof NoAnswer ? unreachable(error.message) : error
    }
  }
  return {
    get: path => ask(path, {method: 'GET'}),
    apply: (path, object, how) => ask(path, {method: 'PATCH', body: JSON.stringify(object), ...how}),
    create: (path, object) => ask(path, {method: 'POST', body: JSON.stringify(object), once: true}),
    review: (path, object) => ask(path, {method: 'POST', body: JSON.stringify(object)}),
    clockAheadMs: () => ahead,
    close: () => opened.close(),
  }
}
