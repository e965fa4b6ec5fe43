import {readLogs} from '../../facts/logs.ts'
import type {Watched} from '../../wait/observation.ts'
import {observe, type Ending} from '../../wait/observe.ts'
import {restartPod} from './restart-pod.ts'
import type {StepContext} from '../../session/step.ts'

/** What the provider logs at its start when Azure refuses its first list of container groups (azure-aci v1.6.4); it tries again only after five minutes. */
const refusedList = /failed to fetch the list of pods from the provider[^\n]*\b403\b/

const pauseMs = 2000

/**
 * Restarts a connector that is up until Azure accepts its first list of container groups: only then are new role assignments in effect. A
 * connector that is still refused at the deadline does not count as up.
 */
export async function untilRolesAreInForce(context: StepContext, connector: Watched, before: Ending): Promise<Ending> {
  const {host, session, deadline} = context
  const {release, namespace, nodeName} = connector
  let ending = before
  while (await isRefused(context, ending)) {
    if (host.now().getTime() + pauseMs >= deadline.getTime()) {
      return {...ending, ended: 'late', cause: `Azure does not accept the new role of its identity yet. ${howLong}`}
    }
    await host.sleep(pauseMs)
    await host.talk.during('step', `Restarting ${release}: Azure does not accept its new role yet`, () =>
      restartPod.take({do: 'restart', release, namespace, nodeName, why: ''}, context),
    )
    ending = await observe(host, session, connector, {deadline, savesNode: false})
    // Time ran out while the connector started again. Why it was restarted is the cause.
    if (ending.ended === 'late')
      ending = {...ending, cause: `${ending.cause} Before its last restart, Azure did not accept the new role of its identity. ${howLong}`}
  }
  return ending
}

async function isRefused({session}: StepContext, {ended, last}: Ending): Promise<boolean> {
  if (ended !== 'up' || !last.facts.pods.known) return false
  const logs = await readLogs(session.kubectl, last.facts.pods.value, {previous: false})
  return [...logs.values()].some(log => refusedList.test(log))
}

const howLong = 'This can take up to 30 minutes; then run the same command again.'
