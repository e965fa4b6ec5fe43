import {UserError} from '../../errors.ts'
import {hasMoreValues} from '../manifest.ts'
import {Secret} from '../../secret.ts'
import type {ApiAccess} from '../api-client.ts'

type Fields = Readonly<Record<string, unknown>>

/** More than thousands of contexts have; aliases of YAML can stand for more. */
const mostValues = 1_000_000

interface Kubeconfig {
  readonly 'current-context'?: string
  readonly contexts?: unknown
  readonly clusters?: unknown
  readonly users?: unknown
}

/** One context of a kubeconfig: how its cluster is reached and how its user signs in. */
interface Context {
  readonly server: string
  readonly cluster: Fields
  readonly user: Fields
}

/** The cluster and user of one context of a kubeconfig. */
export interface ClusterAccess {
  /** Address of the API server. */
  readonly server: string
  /** The CA of the API server, as PEM. On AKS it also signs client certificates. */
  readonly certificateAuthority: string | undefined
  /**
   * The setting because of which the certificate of the API server is not verified, so that anybody on the network path could pretend to be
   * it; undefined if it is verified.
   */
  readonly unverified: string | undefined
  /** What vkctl needs to use the API server without kubectl; undefined if only kubectl can use it. */
  readonly api: ApiAccess | undefined
}

/** Reads a context of a kubeconfig, by default the current one. Rejects with UserError if it does not exist. */
export async function readKubeconfig(text: string, context?: string): Promise<ClusterAccess> {
  const {server, cluster, user} = await readContext(text, context)
  const ca = cluster['certificate-authority-data']
  return {
    server,
    certificateAuthority: typeof ca === 'string' ? decode(ca) : undefined,
    unverified: unverifiedBy(server, cluster['insecure-skip-tls-verify']),
    api: accessOf(cluster, user),
  }
}

/** The names of the contexts. Rejects with UserError when the kubeconfig is not YAML. */
export async function contextNames(text: string): Promise<readonly string[]> {
  const {contexts} = await parse(text)
  return entriesOf(contexts).flatMap(({name}) => (typeof name === 'string' ? [name] : []))
}

/** Rejects with UserError when the kubeconfig is none or lacks the context, or its cluster or user. */
export async function readContext(text: string, context?: string): Promise<Context> {
  const config = await parse(text)
  const wanted = context ?? config['current-context']
  const found = entryOf(config.contexts, wanted, 'context')
  if (found === undefined) throw noContext(wanted)
  const cluster = entryOf(config.clusters, found['cluster'], 'cluster')
  const user = entryOf(config.users, found['user'], 'user')
  const server = cluster?.['server']
  if (cluster === undefined) throw incomplete(wanted, 'cluster', found['cluster'])
  if (typeof server !== 'string' || server === '')
    throw new UserError(`The cluster '${String(found['cluster'])}' of the kubeconfig has no server.`, {exitCode: 2})
  if (user !== undefined) checkBase64({...cluster, ...user})
  if (user === undefined) throw incomplete(wanted, 'user', found['user'])
  return {server, cluster, user}
}

/** Anything can be in a file. */
function entriesOf(list: unknown): readonly Fields[] {
  return Array.isArray(list) ? list.filter((entry): entry is Fields => typeof entry === 'object' && entry !== null) : []
}

/** What a list of named things says of one of them. */
function entryOf(list: unknown, wanted: unknown, field: string): Fields | undefined {
  const value = entriesOf(list).find(({name}) => name === wanted)?.[field]
  return typeof value === 'object' && value !== null ? (value as Fields) : undefined
}

/** Throws UserError for data that is not base64, which Node would decode to something else. */
function checkBase64(fields: Fields): void {
  for (const name of ['certificate-authority-data', 'client-certificate-data', 'client-key-data']) {
    const {[name]: value} = fields
    if (typeof value !== 'string' || /^[A-Za-z\d+/\s]*={0,2}\s*$/.test(value)) continue
    throw new UserError(`The ${name} of the kubeconfig is not base64.`)
  }
}

function unverifiedBy(server: string, skipsVerification: unknown): string | undefined {
  if (server.startsWith('http://')) return 'an address with http'
  return skipsVerification === true ? 'insecure-skip-tls-verify' : undefined
}

const knownOfCluster: ReadonlySet<string> = new Set(['server', 'certificate-authority-data'])
const knownOfUser: ReadonlySet<string> = new Set(['token', 'client-certificate-data', 'client-key-data'])

/** Undefined if the kubeconfig has a setting that only kubectl can use: files, plugins, proxies, other server names, impersonation. */
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
      hints: ['Name one of its contexts with --context.'],
      exitCode: 2,
    },
  )
}

function incomplete(context: string | undefined, part: 'cluster' | 'user', name: unknown): UserError {
  return new UserError(
    `The context '${context}' of the kubeconfig names the ${part} '${String(name)}', which the kubeconfig does not have.`,
    {
      exitCode: 2,
    },
  )
}

async function parse(text: string): Promise<Kubeconfig> {
  const {load} = await import('js-yaml')
  try {
    const parsed = load(text)
    const isUsable = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    if (isUsable && !hasMoreValues(parsed, mostValues)) return parsed
  } catch {
    // It throws below. The message of the parser would quote lines of the file, which may contain credentials.
  }
  throw new UserError(text.trim() === '' ? 'The kubeconfig is empty.' : 'The kubeconfig is not valid YAML.')
}
