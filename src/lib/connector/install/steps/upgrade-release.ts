import {UserError} from '../../../errors.ts'
import type {Release} from '../../../helm/releases.ts'
import {isStuck} from '../../../helm/stuck-release.ts'
import type {KubeObject} from '../../../kubernetes/objects.ts'
import {releasedObjects} from '../../drift/rendered.ts'
import {restoreObjects} from '../../drift/restore.ts'
import {throughOutage} from '../../session/outage.ts'
import {remainingMs, type StepContext, type StepKind} from '../../session/step.ts'
import {readRelease} from '../existing.ts'

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
    const ref = {release: upgrade.release, namespace: upgrade.namespace}
    const deploy = async (): Promise<Release> => {
      await helm.upgrade({...upgrade, timeoutMs: remainingMs(context)})
      return storedRelease(context, ref)
    }
    let release = await deploy()
    if (isStuck(release.status)) {
      await helm.mend({...ref, revision: release.revision, timeoutMs: remainingMs(context)})
      release = await deploy()
    }
    if (release.status !== 'deployed')
      throw new UserError(`Helm ended without an error, but the release ${release.name} is ${release.status}.`, {
        hints: ['Run the same command again: it repairs the release.'],
      })
    // Other charts render another certificate each time, so only Helm knows what it installed.
    await restoreObjects(kubectl, chartSource === 'embedded' ? rendered : await releasedObjects(helm, ref))
    return release
  },
}

/**
 * The release as it is stored, when the API server can be reached. What Helm prints is no proof: if it cannot store that a first install is done, it only logs that
 * and ends with 0, and the release stays pending-install (helm/helm, pkg/action/install.go).
 */
async function storedRelease(
  {host, session, deadline}: StepContext,
  ref: {readonly release: string; readonly namespace: string},
): Promise<Release> {
  const found = await throughOutage(host, deadline, () => readRelease(session, ref))
  if (found === undefined)
    throw new UserError(`Helm installed ${ref.release}, but there is no such release in the namespace ${ref.namespace}.`)
  return found
}
