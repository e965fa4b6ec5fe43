import {readHelmVersion} from '../helm/helm.ts'
import type {HelmVersion} from '../helm/version.ts'
import {readKubectlVersion} from '../kube/version.ts'
import type {Run} from '../process.ts'
import {findTool} from '../tools.ts'

/** The programs that do the work, found and new enough. */
export interface Tools {
  /** Absolute path. */
  readonly kubectl: string
  /** Undefined where nothing is changed: reading goes past kubectl as a rule, and an old one can read. */
  readonly kubectlVersion: string | undefined
  /** Absolute path. */
  readonly helm: string
  readonly helmVersion: HelmVersion
}

/**
 * Finds kubectl and helm and asks each for its version; no cluster is asked. Rejects with UserError when one is missing or too old. With `onlyReads`
 * the version of kubectl does not matter.
 */
export async function openTools(
  run: Run,
  env: Readonly<Record<string, string | undefined>>,
  {onlyReads}: {readonly onlyReads: boolean},
): Promise<Tools> {
  const [kubectl, helm] = await Promise.all([findTool('kubectl', env), findTool('helm', env)])
  const [kubectlVersion, helmVersion] = await Promise.all([
    onlyReads ? undefined : readKubectlVersion(run, kubectl),
    readHelmVersion(run, helm),
  ])
  return {kubectl, kubectlVersion, helm, helmVersion}
}
