import type {Release} from '../../../helm/releases.ts'
import {UserError} from '../../../errors.ts'
import {releasedObjects} from '../../drift/rendered.ts'
import {restoreObjects} from '../../drift/restore.ts'
import {readRelease} from '../existing.ts'
import {remainingMs, type StepKind} from '../../session/step.ts'

/** Rolls a release back to the revision that worked before the install. */
export interface RollBack {
  readonly do: 'roll-back'
  readonly release: string
  readonly namespace: string
  readonly revision: number
}

export const rollBack: StepKind<RollBack, Release> = {
  describe: ({release, revision}) => `Roll back ${release} to revision ${revision}, which worked`,

  /** Returns the release with the revision that Helm made. */
  async take({release, namespace, revision}, context) {
    const {helm, kubectl} = context.session
    const ref = {release, namespace}
    await helm.rollback({...ref, revision, timeoutMs: remainingMs(context)})
    // Helm leaves fields that the failed upgrade added and that others own, too.
    await restoreObjects(kubectl, await releasedObjects(helm, ref))
    const found = await readRelease(context.session, ref)
    if (found?.status === 'deployed') return found
    throw new UserError(`Helm rolled back ${release}, but says that it is ${found?.status ?? 'not installed'}.`)
  },
}
