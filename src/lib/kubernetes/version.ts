import {UserError} from '../errors.ts'
import type {Run} from '../process.ts'
import {kubectlError} from './kubectl-errors.ts'
import {neutralEnvironment} from './target.ts'

/** The first minor version of kubectl 1 whose server-side apply vkctl was tried with. */
const oldestMinor = 20

/** The version of kubectl itself, `v1.36.3`; no cluster is asked. Rejects when it is too old for vkctl. */
export async function readKubectlVersion(run: Run, tool: string): Promise<string> {
  const {exitCode, stdout, stderr} = await run({
    tool,
    args: ['version', '--client', '-o', 'json'],
    env: neutralEnvironment,
    timeoutMs: 60_000,
  })
  if (exitCode !== 0) throw kubectlError('ask kubectl for its version', stderr, exitCode)
  const version = parseVersion(stdout)
  if (version === undefined) throw new UserError(`${tool} did not say its version as kubectl does.`)
  if ((minorOf(version) ?? oldestMinor) < oldestMinor) {
    throw new UserError(`kubectl ${version} is too old: vkctl needs 1.${oldestMinor} or newer.`, {
      hints: ['Install a newer one (https://kubernetes.io/docs/tasks/tools/) or set VKCTL_KUBECTL to its path.'],
    })
  }
  return version
}

function parseVersion(stdout: string): string | undefined {
  try {
    return (JSON.parse(stdout) as {readonly clientVersion?: {readonly gitVersion?: string}}).clientVersion?.gitVersion
  } catch {
    return undefined
  }
}

/** kubectl supports servers within one minor version of its own. Gives a warning when they are further apart. */
export function skewWarning(client: string, server: string): string | undefined {
  const [clientMinor, serverMinor] = [minorOf(client), minorOf(server)]
  if (clientMinor === undefined || serverMinor === undefined || Math.abs(clientMinor - serverMinor) <= 1) return undefined
  return `kubectl ${client} and the cluster's ${server} are more than one minor version apart, which Kubernetes does not support.`
}

function minorOf(version: string): number | undefined {
  const match = /^v?1\.(\d+)/.exec(version)
  return match === null ? undefined : Number(match[1])
}
