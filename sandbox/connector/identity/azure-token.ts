import {request as httpRequest} from 'node:http'
import {request as httpsRequest} from 'node:https'
import type {AzureIdentity} from './azure-identity.ts'

/** Where tokens come from. */
export interface TokenEndpoints {
  /** Where managed identities get tokens, in place of `http://169.254.169.254/metadata/identity/oauth2/token`. */
  readonly imdsUrl: string
  /** Entra ID, such as `https://127.0.0.1:8443` in place of `https://login.microsoftonline.com`, and the CA it is trusted by. */
  readonly authorityUrl: string
  readonly caCertificate: string
}

interface Answer {
  readonly status: number
  readonly text: string
}

function send(url: URL, options: {method: string; headers: Record<string, string>; ca?: string; body?: string}): Promise<Answer> {
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

const line = '-'.repeat(80)

function failure(kind: 'ManagedIdentityCredential' | 'ClientSecretCredential', method: string, url: URL, {status, text}: Answer): Error {
  const help = kind === 'ManagedIdentityCredential' ? 'managed-id' : 'client-secret'
  return new Error(
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

/** Returns a bearer token for Azure Resource Manager, from a cache until five minutes before it expires. Fails with the texts of azidentity. */
export function tokenSource(identity: AzureIdentity, endpoints: TokenEndpoints, audience: string): () => Promise<string> {
  let cached: {token: Promise<string>; until: number} | undefined

  const managed = async (): Promise<Answer> => {
    const url = new URL(endpoints.imdsUrl)
    url.search = new URLSearchParams({'api-version': '2018-02-01', resource: audience, client_id: identity.userIdentityClientId}).toString()
    const answer = await send(url, {method: 'GET', headers: {metadata: 'true'}})
    if (answer.status !== 200) throw failure('ManagedIdentityCredential', 'GET', url, answer)
    return answer
  }
  const principal = async (): Promise<Answer> => {
    const url = new URL(`${identity.tenantId}/oauth2/v2.0/token`, `${endpoints.authorityUrl.replace(/\/$/, '')}/`)
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: identity.clientId,
      client_secret: identity.clientSecret,
      scope: `${audience}/.default`,
    }).toString()
    const answer = await send(url, {
      method: 'POST',
      ca: endpoints.caCertificate,
      body,
      headers: {'content-type': 'application/x-www-form-urlencoded'},
    })
    if (answer.status !== 200) throw failure('ClientSecretCredential', 'POST', url, answer)
    return answer
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
