import {request as httpRequest} from 'node:http'
import {request as httpsRequest} from 'node:https'
import {setTimeout as sleep} from 'node:timers/promises'
import type {AzureIdentity} from './azure-identity.ts'

/** Where tokens come from. */
export interface TokenEndpoints {
  /** Where managed identities get tokens, in place of `http://169.254.169.254/metadata/identity/oauth2/token`. */
  readonly imdsUrl: string
  /** Entra ID, such as `https://127.0.0.1:8443` in place of `https://login.microsoftonline.com`, and the CA it is trusted by. */
  readonly authorityUrl: string
  readonly caCertificate: string
  /** How long one attempt to connect may last; default 30 s. */
  readonly tryMs?: number
  /** The first pause between two attempts; default 2 s. */
  readonly retryMs?: number
}

/** There is no token. */
export class TokenError extends Error {}

interface Answer {
  readonly status: number
  readonly text: string
}

function send(
  url: URL,
  options: {method: string; headers: Record<string, string>; signal: AbortSignal; ca?: string; body?: string},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'http:' ? httpRequest : httpsRequest)(url, {...options, agent: false})
    request.once('error', reject)
    request.once('response', response => {
      let text = ''
      response
        .setEncoding('utf8')
        .on('data', (chunk: string) => (text += chunk))
        .once('end', () => resolve({status: response.statusCode ?? 0, text}))
    })
    request.end(options.body)
  })
}

/** The metadata service is asked six times in all, Entra ID four times (azidentity). */
const policies = {
  ManagedIdentityCredential: {retries: 5, statuses: new Set([404, 410, 429])},
  ClientSecretCredential: {retries: 3, statuses: new Set([408, 429])},
} as const

const line = '-'.repeat(80)

function failure(
  kind: 'ManagedIdentityCredential' | 'ClientSecretCredential',
  method: string,
  url: URL,
  {status, text}: Answer,
): TokenError {
  const help = kind === 'ManagedIdentityCredential' ? 'managed-id' : 'client-secret'
  return new TokenError(
    [
      `${kind} authentication failed. `,
      `${method} ${url.origin}${url.pathname}`,
      line,
      `RESPONSE ${status}: ${status}`,
      line,
      text,
      line,
      `To troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#${help}`,
    ].join('\n'),
  )
}

/**
 * Returns a bearer token for Azure Resource Manager, from a cache until five minutes before it expires. Fails with the texts of azidentity, and where nothing
 * answers after minutes, as azidentity does.
 */
export function tokenSource(
  identity: AzureIdentity,
  endpoints: TokenEndpoints,
  audience: string,
  signal: AbortSignal,
): () => Promise<string> {
  const {tryMs = 30_000, retryMs = 2000} = endpoints
  let cached: {token: Promise<string>; until: number} | undefined

  const ask = async (kind: keyof typeof policies, url: URL, options: Omit<Parameters<typeof send>[1], 'signal'>): Promise<Answer> => {
    const {retries, statuses} = policies[kind]
    for (let attempt = 1; ; attempt++) {
      const answer = await send(url, {...options, signal: AbortSignal.any([signal, AbortSignal.timeout(tryMs)])}).catch(
        (error: Error) => error,
      )
      if (!(answer instanceof Error) && answer.status === 200) return answer
      signal.throwIfAborted()
      const isOver = attempt > retries
      if (answer instanceof Error) {
        if (isOver) throw new TokenError(`${kind}: ${options.method} ${url.origin}${url.pathname}: ${answer.message}`)
      } else if (isOver || (answer.status < 500 && !statuses.has(answer.status))) throw failure(kind, options.method, url, answer)
      await sleep((2 ** attempt - 1) * retryMs, undefined, {signal})
    }
  }

  const managed = async (): Promise<Answer> => {
    const url = new URL(endpoints.imdsUrl)
    url.search = new URLSearchParams({'api-version': '2018-02-01', resource: audience, client_id: identity.userIdentityClientId}).toString()
    return ask('ManagedIdentityCredential', url, {method: 'GET', headers: {metadata: 'true'}})
  }
  const principal = async (): Promise<Answer> => {
    const url = new URL(`${identity.tenantId}/oauth2/v2.0/token`, `${endpoints.authorityUrl.replace(/\/$/, '')}/`)
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: identity.clientId,
      client_secret: identity.clientSecret,
      scope: `${audience}/.default`,
    }).toString()
    return ask('ClientSecretCredential', url, {
      method: 'POST',
      ca: endpoints.caCertificate,
      body,
      headers: {'content-type': 'application/x-www-form-urlencoded'},
    })
  }

  return () => {
    if (cached !== undefined && cached.until > Date.now()) return cached.token
    const token = (identity.clientId === '' ? managed() : principal()).then(({text}) => {
      const {access_token: value, expires_in: seconds} = JSON.parse(text) as {access_token: string; expires_in: number | string}
      if (cached?.token === token) cached.until = Date.now() + (Number(seconds) - 300) * 1000
      return value
    })
    // Shared by all callers until it settles; dropped if it fails.
    const entry = {token, until: Date.now() + 60_000}
    cached = entry
    token.catch(() => {
      if (cached === entry) cached = undefined
    })
    return token
  }
}
