import {readHelmVersion} from '../../helm/helm.ts'
import type {HelmVersion} from '../../helm/version.ts'
import {readKubectlVersion} from '../../kubernetes/version.ts'
import type {Run} from '../../process.ts'
import {started} from '../../started.ts'
import {findTool} from '../../tools.ts'

/** The programs that do the work, found and new enough. */
export interface Tools {
  /** Absolute path. */
  readonly kubectl: string
  /** Asks for its version when that is needed first. Rejects when it is too old to change anything; to read, any will do. */
  readonly kubectlVersion: () => Promise<string>
  /** Absolute path. */
  readonly helm: string
  readonly helmVersion: HelmVersion
}

/**
 * Finds kubectl and helm and asks helm for its version; no cluster is asked. Rejects with UserError when one is missing or helm is too old.
 */
export async function openTools(run: Run, env: Readonly<Record<string, string | undefined>>): Promise<Tools> {
  const [kubectl, helm] = await Promise.all([findTool('kubectl', env), findTool('helm', env)])
  let version: Promise<string> | undefined
  const kubectlVersion = () => (version ??= started(readKubectlVersion(run, kubectl)))
  return {kubectl, kubectlVersion, helm, helmVersion: await readHelmVersion(run, helm)}
}
