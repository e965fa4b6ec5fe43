import {UserError} from '../errors.ts'
import type {Run} from '../process.ts'
import {toolVersion} from '../tool-version.ts'

/** The oldest minor version of kubectl 1 whose server-side apply vkctl was tested with. */
const oldestMinor = 20

/** Reads the version of kubectl, `1.36.3`, without a cluster. Rejects with UserError if kubectl prints no version or is too old. */
export async function readKubectlVersion(run: Run, tool: string): Promise<string> {
  const version = await toolVersion(run, 'kubectl', tool)
  if ((minorOf(version) ?? oldestMinor) < oldestMinor) {
    throw new UserError(`kubectl ${version} is too old: vkctl needs 1.${oldestMinor} or newer.`, {
      hints: ['Install a newer kubectl (https://kubernetes.io/docs/tasks/tools/) or set VKCTL_KUBECTL to its path.'],
    })
  }
  return version
}

/** kubectl supports servers within one minor version of its own. Returns a warning if they are further apart. */
export function skewWarning(client: string, server: string): string | undefined {
  const [clientMinor, serverMinor] = [minorOf(client), minorOf(server)]
  if (clientMinor === undefined || serverMinor === undefined || Math.abs(clientMinor - serverMinor) <= 1) return undefined
  return `kubectl ${client} and the cluster's ${server} are more than one minor version apart, which Kubernetes does not support.`
}

function minorOf(version: string): number | undefined {
  const match = /^v?1\.(\d+)/.exec(version)
  return match === null ? undefined : Number(match[1])
}
