import {UserError} from '../../../errors.ts'
import {deleteObjects} from '../../../kubernetes/write.ts'
import type {DeploymentRef} from '../adopt/adopted.ts'
import {doubtsAboutRelease} from '../../inventory/release-doubts.ts'
import {remainingMs, type StepKind} from '../../session/step.ts'

/** Removes what is left of a connector that was taken over, when the new one works. */
export interface RemoveAdopted {
  readonly do: 'remove-adopted'
  /** The release of the connector; without one, only its Deployment is deleted. */
  readonly release: {readonly name: string; readonly namespace: string} | undefined
  readonly deployment: DeploymentRef
}

export const removeAdopted: StepKind<RemoveAdopted> = {
  describe: ({release, deployment: {namespace, name}}) =>
    release === undefined
      ? `Delete the Deployment ${namespace}/${name}, whose node was taken over`
      : `Uninstall the release ${release.name}, whose node was taken over`,
  async take({release, deployment}, context) {
    const {session} = context
    if (release === undefined) return deleteObjects(session.kubectl, [{apiVersion: 'apps/v1', kind: 'Deployment', ...deployment}])
    const ref = {release: release.name, namespace: release.namespace}
    // Somebody may have put something into its Namespace in the meantime.
    const [doubt] = await doubtsAboutRelease(session, ref)
    if (doubt !== undefined) throw new UserError(`The release ${release.name} was not uninstalled: ${doubt}.`)
    return session.helm.uninstall({...ref, timeoutMs: remainingMs(context)})
  },
}
