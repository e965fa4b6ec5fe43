import {known} from '../../../checks/engine/fact.ts'
import {InterruptedError, UserError} from '../../../errors.ts'
import {deleteObjects, scaleDeployment} from '../../../kubernetes/write.ts'
import type {Line} from '../../../printed-commands/printed-lines.ts'
import {observe} from '../../wait/observe.ts'
import {deploymentRef, type Adopted} from '../adopt/adopted.ts'
import {deploymentInWords} from '../adopt/words.ts'
import {secretRefs} from '../existing.ts'
import {untilStopped} from '../../session/until-stopped.ts'
import {stopDeadline} from '../steps/stop-adopted.ts'
import {backMs} from './go-back.ts'
import type {TakeContext} from '../take-steps.ts'
import type {Wanted} from '../wanted.ts'

/** What became of an adoption that failed. */
export interface GivenBack {
  /** Whether the other connector registers its node again, as before. */
  readonly isBack: boolean
  /** A sentence for people. */
  readonly words: string
  readonly hints: readonly Line[]
}

/**
 * Gives a node back to the connector that was to be taken over: removes the new one, and starts the other again. Both must never run at once. Rejects only when
 * interrupted, or because of a bug.
 */
export async function giveBack(context: TakeContext, {record, podNamespace}: Wanted, adopted: Adopted): Promise<GivenBack> {
  const {host, session, lock} = context
  const {release, namespace, nodeName, osType} = record
  const deployment = `the Deployment ${deploymentInWords(adopted)}`
  host.talk.step(`${release} failed: removing it, and starting ${deployment} again`)
  try {
    lock?.assertHeld()
    await session.helm.uninstall({release, namespace})
    await untilStopped({host, session, deadline: stopDeadline(host)}, {namespace: podNamespace, nodeName})
    await scaleDeployment(session.kubectl, deploymentRef(adopted), replicasOf(adopted))
    await deleteObjects(session.kubectl, secretRefs(release, namespace))
    const watched = {release, nodeName, osType, namespace: deploymentRef(adopted).namespace, helm: known(undefined)}
    const {ended, cause} = await observe(host, session, watched, {deadline: new Date(host.now().getTime() + backMs), savesNode: false})
    if (ended === 'up')
      return {isBack: true, words: `It was removed again, and ${deployment} registers the node ${nodeName} as before.`, hints: []}
    return {isBack: true, words: `It was removed again, and ${deployment} was started, but it does not work yet: ${cause}`, hints: []}
  } catch (error) {
    if (!(error instanceof UserError) || error instanceof InterruptedError) throw error
    return {isBack: false, words: `Starting ${deployment} again failed, too: ${error.message}`, hints: error.hints}
  }
}

/** An interrupted adoption has stopped it already. */
function replicasOf({deployment}: Adopted): number {
  return Math.max(1, deployment.spec?.replicas ?? 1)
}
