import {readHelmVersion, type HelmVersion} from '../../helm/version.ts'
import {readKubectlVersion} from '../../kubernetes/version.ts'
import type {Run} from '../../process.ts'
import {findTool} from '../../tools.ts'

/** helm and kubectl, as they were found. */
export interface Tools {
  /** Absolute path. */
  readonly kubectl: string
  /** The version of kubectl, read at the first call. Rejects if it is too old to change a cluster; any version can read one. */
  readonly kubectlVersion: () => Promise<string>
  /** Absolute path. */
  readonly helm: string
  readonly helmVersion: HelmVersion
}

/**
 * Finds kubectl and helm and asks helm for its version, without asking a cluster. Rejects with UserError if one is missing or helm is too old.
 */
export async function openTools(run: Run, env: Readonly<Record<string, string | undefined>>): Promise<Tools> {
  const [kubectl, helm] = await Promise.all([findTool('kubectl', env), findTool('helm', env)])
  let version: Promise<string> | undefined
  const kubectlVersion = () => (version ??= readKubectlVersion(run, kubectl))
  return {kubectl, kubectlVersion, helm, helmVersion: await readHelmVersion(run, helm)}
}
