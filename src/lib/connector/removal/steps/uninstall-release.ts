import {UserError} from '../../../errors.ts'
import {doubtsAboutRelease} from '../../inventory/release-doubts.ts'
import {remainingMs, type StepKind} from '../../session/step.ts'

/** Uninstalls the Helm release. */
export interface UninstallRelease {
  readonly do: 'uninstall-release'
  readonly release: string
  readonly namespace: string
}

export const uninstallRelease: StepKind<UninstallRelease> = {
  describe: ({release}) => `Undeploying the '${release}' using Helm`,
  take: async ({release, namespace}, {host, session, deadline}) => {
    // Somebody may have changed what the release contains since vkctl read it and asked.
    const [doubt] = await doubtsAboutRelease(session, {release, namespace})
    if (doubt !== undefined) throw new UserError(`The release ${release} was not uninstalled: ${doubt}.`)
    await session.helm.uninstall({release, namespace, timeoutMs: remainingMs({host, deadline})})
    const left = await session.releases({namespace, names: [release]})
    // The node and the Secret of a connector that still runs must not be deleted.
    if (left.length > 0) throw new UserError(`helm uninstalled the release ${release}, but the release still exists.`)
  },
}
