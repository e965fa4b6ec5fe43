import type {Release} from '../../../helm/releases.ts'
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
}

export const upgradeRelease: StepKind<UpgradeRelease, Release> = {
  describe: ({release, chartSource}) =>
    `Deploying the ACI connector ${release} using Helm${chartSource === 'embedded' ? '' : ` and the chart from ${chartSource}`}`,
  take: ({do: _, chartSource: __, ...upgrade}, context) => context.session.helm.upgrade({...upgrade, timeoutMs: remainingMs(context)}),
}
