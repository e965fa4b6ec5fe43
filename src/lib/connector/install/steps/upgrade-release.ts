import type {Release} from '../../../helm/releases.ts'
import type {KubeObject} from '../../../kubernetes/objects.ts'
import {releasedObjects} from '../../drift/rendered.ts'
import {restoreObjects} from '../../drift/restore.ts'
import {remainingMs, type StepKind} from '../../session/step.ts'

/** Installs or upgrades a release with Helm. */
export interface UpgradeRelease {
  readonly do: 'upgrade'
  readonly release: string
  readonly namespace: string
  /** The local folder or archive. */
  readonly chart: string
  /** Where it comes from; `embedded` for vkctl's own. */
  readonly chartSource: string
  readonly values: Readonly<Record<string, unknown>>
  /** Whether all objects are vkctl's own and known to fit the schema of every API server, so that Helm does not need to fetch it. */
  readonly fitsSchema: boolean
  /** What the chart renders. */
  readonly rendered: readonly KubeObject[]
}

export const upgradeRelease: StepKind<UpgradeRelease, Release> = {
  describe: ({release, chartSource}) =>
    `Deploying the ACI connector ${release} using Helm${chartSource === 'embedded' ? '' : ` and the chart from ${chartSource}`}`,

  /** Helm leaves what others added to the objects, and fields that others set too. */
  async take({do: _, chartSource, rendered, ...upgrade}, context) {
    const {helm, kubectl} = context.session
    const release = await helm.upgrade({...upgrade, timeoutMs: remainingMs(context)})
    // Other charts render another certificate each time, so only Helm knows what it installed.
    const ref = {release: upgrade.release, namespace: upgrade.namespace}
    await restoreObjects(kubectl, chartSource === 'embedded' ? rendered : await releasedObjects(helm, ref))
    return release
  },
}
