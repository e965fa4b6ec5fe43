import {UserError} from '../errors.ts'
import {Secret} from '../secret.ts'
import type {ApiAccess} from './api-client.ts'

type Fields = Readonly<Record<string, unknown>>

interface Kubeconfig {
  readonly 'current-context'?: string
  readonly contexts?: readonly {readonly name: string; readonly context: {readonly cluster: string; readonly user: string}}[]
  readonly clusters?: readonly {readonly name: string; readonly cluster: Fields}[]
  readonly users?: readonly {readonly name: string; readonly user: Fields}[]
}

/** One context of a kubeconfig: how its cluster is reached and how its user signs in. */
interface Context {
  readonly server: string
  readonly cluster: Fields
  readonly user: Fields
}

/** A kubeconfig for exactly one API server. */
export interface ClusterAccess {
  /** Address of the API server. */
  readonly server: string
  /** The CA of the API server, PEM; on AKS it also signs client certificates. */
  readonly certificateAuthority: string | undefined
  /** Why nobody can be sure that it is the right API server that answers; undefined when TLS makes sure of it. */
  readonly unsafe: string | undefined
  /** All that is needed to talk to the API server; undefined when only kubectl knows how. */
  readonly api: ApiAccess | undefined
}

/** Says which API server a kubeconfig leads to; `context` defaults to the current one. */
export async function readKubeconfig(text: string, context?: string): Promise<ClusterAccess> {
  const {server, cluster, user} = await readContext(text, context)
  const ca = cluster['certificate-authority-data']
  return {
    server,
    certificateAuthority: typeof ca === 'string' ? decode(ca) : undefined,
    unsafe: reasonNotToTrust(server, cluster),
    api: accessOf(cluster, user),
  }
}

/** Rejects with UserError when the kubeconfig is none or lacks the context, or its cluster or user. */
export async function readContext(text: string, context?: string): Promise<Context> {
  const config = await parse(text)
  const wanted = context ?? config['current-context']
  const found = config.contexts?.find(entry => entry.name === wanted)?.context
  if (found === undefined) throw noContext(wanted)
  const cluster = config.clusters?.find(entry => entry.name === found.cluster)?.cluster
  const user = config.users?.find(entry => entry.name === found.user)?.user
  const server = cluster?.['server']
  if (cluster === undefined || typeof server !== 'string') throw incomplete(wanted, 'cluster', found.cluster)
  if (user === undefined) throw incomplete(wanted, 'user', found.user)
  return {server, cluster, user}
}

function reasonNotToTrust(server: string, cluster: Fields): string | undefined {
  if (!/^https:/i.test(server)) return 'it is not reached over https, so everybody on the way can read and change what is sent'
  return cluster['insecure-skip-tls-verify'] === true
    ? 'its certificate is not verified (insecure-skip-tls-verify), so another server can answer in its place'
    : undefined
}

const knownOfCluster: ReadonlySet<string> = new Set(['server', 'certificate-authority-data'])
const knownOfUser: ReadonlySet<string> = new Set(['token', 'client-certificate-data', 'client-key-data'])

/** Only where nothing is said beside what is known here: files, plugins, proxies, other names and impersonation are kubectl's. */
function accessOf(cluster: Fields, user: Fields): ApiAccess | undefined {
  const {server, 'certificate-authority-data': authority} = cluster
  const {token, 'client-certificate-data': certificate, 'client-key-data': key} = user
  const known = Object.keys(cluster).every(name => knownOfCluster.has(name)) && Object.keys(user).every(name => knownOfUser.has(name))
  if (
    !known ||
    typeof server !== 'string' ||
    !server.startsWith('https://') ||
    !URL.canParse(server) ||
    typeof authority !== 'string' ||
    authority === ''
  )
    return undefined
  if (typeof token !== 'string' && (typeof certificate !== 'string' || typeof key !== 'string')) return undefined
  return {
    server,
    certificateAuthority: decode(authority),
    ...(typeof token === 'string' && {token: new Secret(token.trim())}),
    ...(typeof certificate === 'string' &&
      typeof key === 'string' && {clientCertificate: decode(certificate), clientKey: new Secret(decode(key))}),
  }
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8')
}

function noContext(wanted: string | undefined): UserError {
  return new UserError(
    wanted === undefined || wanted === '' ? 'The kubeconfig names no current context.' : `The kubeconfig has no context '${wanted}'.`,
    {
      hints: ['Give one of its contexts with --context.'],
      exitCode: 2,
    },
  )
}

function incomplete(context: string | undefined, part: 'cluster' | 'user', name: string): UserError {
  return new UserError(`The context '${context}' of the kubeconfig names the ${part} '${name}', which the kubeconfig does not have.`, {
    exitCode: 2,
  })
}

async function parse(text: string): Promise<Kubeconfig> {
  const {load} = await import('js-yaml')
  try {
    const parsed = load(text)
    if (typeof parsed === 'object' && parsed !== null) return parsed
  } catch {
    // Not shown: the parser's own message would quote lines of the file, which may hold credentials.
  }
  throw new UserError('The kubeconfig is not valid YAML.')
}
