import {UserError} from '../errors.ts'
import {kubectlError} from './kubectl-errors.ts'
import type {Kubectl} from './kubectl.ts'

/** Versions as Kubernetes writes them, `v1.36.3`. */
export interface KubeVersions {
  readonly client: string
  readonly server: string
}

export async function readVersions(kubectl: Kubectl): Promise<KubeVersions> {
  const {exitCode, stdout, stderr} = await kubectl.try(['version', '-o', 'json'])
  if (exitCode !== 0) throw kubectlError('ask the cluster for its version', stderr, exitCode)
  const parsed = JSON.parse(stdout) as {readonly clientVersion?: {readonly gitVersion?: string}; readonly serverVersion?: {readonly gitVersion?: string}}
  const client = parsed.clientVersion?.gitVersion
  const server = parsed.serverVersion?.gitVersion
  if (client === undefined || server === undefined) throw new UserError('kubectl did not say its version and that of the cluster.')
  return {client, server}
}

/** kubectl supports servers within one minor version of its own. Gives a warning when they are further apart. */
export function skewWarning({client, server}: KubeVersions): string | undefined {
  const [clientMinor, serverMinor] = [minor(client), minor(server)]
  if (clientMinor === undefined || serverMinor === undefined || Math.abs(clientMinor - serverMinor) <= 1) return undefined
  return `kubectl ${client} and the cluster's ${server} are more than one minor version apart, which Kubernetes does not support.`
}

function minor(version: string): number | undefined {
  const match = /^v?1\.(\d+)/.exec(version)
  return match === null ? undefined : Number(match[1])
}
