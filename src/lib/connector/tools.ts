import {readHelmVersion} from '../helm/helm.ts'
import type {HelmVersion} from '../helm/version.ts'
import {readKubectlVersion} from '../kube/version.ts'
import type {Run} from '../process.ts'
import {findTool} from '../tools.ts'

/** The programs that do the work, found and new enough. */
export interface Tools {
  /** Absolute path. */
  readonly kubectl: string
  readonly kubectlVersion: string
  /** Absolute path. */
  readonly helm: string
  readonly helmVersion: HelmVersion
}

/** Finds kubectl and helm and asks each for its version; no cluster is asked. Rejects with UserError when one is missing or too old. */
export async function openTools(run: Run, env: Readonly<Record<string, string | undefined>>): Promise<Tools> {
  const [kubectl, helm] = await Promise.all([findTool('kubectl', env), findTool('helm', env)])
  const [kubectlVersion, helmVersion] = await Promise.all([readKubectlVersion(run, kubectl), readHelmVersion(run, helm)])
  return {kubectl, kubectlVersion, helm, helmVersion}
}
