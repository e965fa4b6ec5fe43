import {UserError} from '../../errors.ts'
import {Secret} from '../../secret.ts'
import type {ApiAccess} from '../api-client.ts'

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
  const {contexts = []} = await parse(text)
  return contexts.flatMap(({name}) => (typeof name === 'string' ? [name] : []))
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
    // It throws below. The message of the parser would quote lines of the file, which may contain credentials.
  }
  throw new UserError('The kubeconfig is not valid YAML.')
}
