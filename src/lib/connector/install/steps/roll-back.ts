import type {Release} from '../../../helm/releases.ts'
import {UserError} from '../../../errors.ts'
import {renderedObjects} from '../../drift/rendered.ts'
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
    await context.session.helm.rollback({release, namespace, revision, timeoutMs: remainingMs(context)})
    // Helm leaves fields that the failed upgrade added and that others own, too.
    const ref = {release, namespace}
    const {objects} = await renderedObjects(await context.session.helm.manifest(ref), ref, context.session.helm.version.major)
    await restoreObjects(context.session.kubectl, objects)
    const found = await readRelease(context.session, {release, namespace})
    if (found?.status === 'deployed') return found
    throw new UserError(`Helm rolled back ${release}, but says that it is ${found?.status ?? 'not installed'}.`)
  },
}
