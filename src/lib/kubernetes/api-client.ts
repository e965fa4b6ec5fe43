import {failedRequest} from '../http/failed-request.ts'
import {NoAnswer} from '../http/connection-fault.ts'
import type {Patience} from '../http/patience.ts'
import {openTlsClient, type Identities, type TlsAnswer, type TlsRequest} from '../http/tls-client.ts'
import type {Secret} from '../secret.ts'
import type {Talk} from '../talk.ts'
import {fieldManager, writeQuery, type Api, type ApiAnswer, type Refusal} from './api.ts'
import {credentialsRefused, unreachable} from './cluster-errors.ts'

/** An API server and credentials, from a kubeconfig that needs no other file and no plugin. */
export interface ApiAccess extends Identities {
  /** Address, `https://…`. */
  readonly server: string
  readonly token?: Secret
}

/** After the first answer, vkctl reconnects for ten seconds if a connection is lost, as kubectl does. */
const usualPatience: Patience = {attempts: 12, attemptMs: 60_000, pauseMs: 200, longestOwnPauseMs: 1000, longestPauseMs: 30_000}

export interface ApiClientOptions {
  readonly signal: AbortSignal
  readonly talk: Talk
  readonly userAgent: string
  readonly patience?: Patience
}

/** Every JSON document is also YAML. */
const contentTypes = {GET: '', PATCH: 'application/apply-patch+yaml', POST: 'application/json', PUT: 'application/json'} as const

/** https://kubernetes.io/docs/reference/using-api/api-concepts/#metadata-only-fetches */
const onlyMetadata = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io'

/** An HTTPS client of the API server: kubectl takes longer to start than the server to answer. Throws if a certificate or key is not valid. */
export function openApiClient(
  {server, token, ...identities}: ApiAccess,
  {userAgent, patience = usualPatience, ...options}: ApiClientOptions,
): Api {
  const client = openTlsClient({patience, ...options, ...identities})
  const base = server.replace(/\/+$/, '')
  const headers = {
    accept: 'application/json, */*',
    'user-agent': userAgent,
    ...(token !== undefined && {authorization: `Bearer ${token.reveal()}`}),
  }

  let ahead = 0
  const ask = async (path: string, request: Omit<TlsRequest, 'url' | 'headers'>, more = {}): Promise<ApiAnswer> => {
    const url = `${base}${path}`
    const asked = (status: number) => failedRequest({method: request.method, url}, status)
    try {
      const type = request.body === undefined ? {} : {'content-type': contentTypes[request.method]}
      const answer = await client.send({url, headers: {...headers, ...type, ...more}, ...request})
      if (answer.date !== undefined) ahead = Date.parse(answer.date) - Date.now()
      if (answer.status === 401) throw credentialsRefused('The API server rejected the credentials.', {request: asked(401)})
      return answer.status >= 200 && answer.status < 300
        ? {text: answer.text}
        : {refused: {...refusalOf(answer, `${request.method} ${url}`), request: asked(answer.status)}}
    } catch (error) {
      throw error instanceof NoAnswer ? unreachable(error.message, {cause: error}) : error
    }
  }
  return {
    by: 'https',
    get: (path, {metadataOnly = false, ...limit} = {}) => ask(path, {method: 'GET', ...limit}, metadataOnly ? {accept: onlyMetadata} : {}),
    create: (path, object, {once}) => ask(path, {method: 'POST', body: JSON.stringify(object), once}),
    replace: (path, object, {dryRun}) => ask(`${path}${writeQuery(dryRun)}`, {method: 'PUT', body: JSON.stringify(object)}),
    apply: (path, object) =>
      ask(`${path}?fieldManager=${fieldManager}&force=true`, {
        method: 'PATCH',
        body: JSON.stringify(object),
        // If the server applied it and the answer was lost, a second request would fail with a conflict.
        once: object.metadata.resourceVersion !== undefined,
      }),
    clockAheadMs: () => ahead,
    close: () => client.close(),
  }
}

interface Status {
  readonly message?: unknown
  readonly reason?: unknown
  readonly details?: {readonly name?: unknown}
}

function refusalOf({status: code, text}: TlsAnswer, request: string): Refusal {
  const {message, reason, details} = statusIn(text)
  return {
    code,
    message: isText(message) ? message : `the API server answered ${code} to ${request}`,
    ...(isText(reason) && {reason}),
    ...(isText(details?.name) && {name: details.name}),
  }
}

/** The Status in an answer; empty if a proxy answered, for example with a page of HTML. */
function statusIn(text: string): Status {
  try {
    return (JSON.parse(text) as Status | null) ?? {}
  } catch {
    return {}
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
