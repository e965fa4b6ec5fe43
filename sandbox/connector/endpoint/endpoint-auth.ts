import {X509Certificate} from 'node:crypto'
import type {IncomingMessage} from 'node:http'
import type {TLSSocket} from 'node:tls'
import type {ClusterClient} from '../../client/cluster-client.ts'

interface User {
  readonly user: string
  readonly groups: readonly string[]
}

/** Undefined if the request may go on, else the status and the text to answer. */
export type Refusal = {readonly status: number; readonly text: string} | undefined

const lines = (subject: string, key: string): string[] =>
  subject
    .split('\n')
    .filter(part => part.startsWith(`${key}=`))
    .map(part => part.slice(key.length + 1))

/** The user of a client certificate that one of `authorities` signed. */
function certificateUser(request: IncomingMessage, authorities: readonly X509Certificate[]): User | undefined {
  const {raw} = (request.socket as TLSSocket).getPeerCertificate()
  if (raw === undefined) return undefined
  const certificate = new X509Certificate(raw)
  const now = Date.now()
  if (Date.parse(certificate.validFrom) > now || Date.parse(certificate.validTo) < now) return undefined
  if (!authorities.some(authority => certificate.checkIssued(authority) && certificate.verify(authority.publicKey))) return undefined
  return {user: lines(certificate.subject, 'CN')[0] ?? '', groups: lines(certificate.subject, 'O')}
}

interface TokenReview {
  readonly status?: {readonly authenticated?: boolean; readonly user?: {readonly username?: string; readonly groups?: string[]}}
}

async function tokenUser(client: ClusterClient, request: IncomingMessage): Promise<User | undefined> {
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (token === undefined) return undefined
  const review = {apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec: {token}}
  const {status} = await client.create<object & TokenReview>('/apis/authentication.k8s.io/v1/tokenreviews', review)
  return status?.authenticated === true ? {user: status.user?.username ?? '', groups: status.user?.groups ?? []} : undefined
}

const verbs: Readonly<Record<string, string>> = {POST: 'create', GET: 'get', PUT: 'update', PATCH: 'patch', DELETE: 'delete'}

/** Authentication by client certificate or token, authorization by the API server, as virtual-kubelet's webhook auth (node/nodeutil/auth.go). */
export function webhookAuth(
  client: ClusterClient,
  nodeName: string,
  authorities: readonly X509Certificate[],
): (request: IncomingMessage) => Promise<Refusal> {
  return async request => {
    const user = certificateUser(request, authorities) ?? (await tokenUser(client, request).catch(() => undefined))
    if (user === undefined) return {status: 401, text: 'Unauthorized'}
    const path = request.url ?? '/'
    const subresource = path.startsWith('/stats')
      ? 'stats'
      : path.startsWith('/metrics')
        ? 'metrics'
        : path.startsWith('/logs')
          ? 'log'
          : 'proxy'
    const verb = verbs[request.method ?? 'GET'] ?? ''
    const resourceAttributes = {verb, version: 'v1', resource: 'nodes', subresource, name: nodeName}
    try {
      const {status} = await client.create<{status?: {allowed?: boolean}}>('/apis/authorization.k8s.io/v1/subjectaccessreviews', {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SubjectAccessReview',
        spec: {user: user.user, groups: user.groups, resourceAttributes},
      } as object)
      if (status?.allowed === true) return undefined
    } catch {
      return {status: 500, text: 'Authorization error'}
    }
    return {status: 403, text: `Forbidden (user=${user.user}, verb=${verb}, resource=nodes, subresource=${subresource})`}
  }
}
