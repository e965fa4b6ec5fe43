import {readLogs} from '../../facts/logs.ts'
import {observe} from '../../wait/observe.ts'
import type {Observation, Watched} from '../../wait/read-observations.ts'
import {restartPod} from './restart-pod.ts'
import type {StepContext} from '../../session/step.ts'

/** What the provider logs at its start when Azure refuses its first list of container groups (azure-aci v1.6.4); it tries again only after five minutes. */
const refusedList = /failed to fetch the list of pods from the provider[^\n]*\b403\b/

const pauseMs = 2000

/**
 * Restarts connectors that are up until Azure accepts their first list of container groups: only then are new role assignments in effect. A
 * connector that is still refused at the deadline does not count as up.
 */
export async function untilRolesAreInForce(
  context: StepContext,
  connectors: readonly Watched[],
  observed: ReadonlyMap<string, Observation>,
): Promise<ReadonlyMap<string, Observation>> {
  const {host, session, deadline} = context
  let seen = observed
  for (;;) {
    const refused = await refusedOf(context, connectors, seen)
    if (refused.length === 0) return seen
    if (host.now().getTime() + pauseMs >= deadline.getTime()) {
      return new Map([...seen].map(([release, one]) => [release, refused.some(other => other.release === release) ? notInForce(one) : one]))
    }
    await host.sleep(pauseMs)
    for (const {release, namespace, nodeName} of refused) {
      host.talk.step(`Restarting ${release}: Azure does not accept its new role yet`)
      await restartPod.take({do: 'restart', release, namespace, nodeName, why: ''}, context)
    }
    const again = await observe(host, session, refused, deadline)
    seen = new Map([...seen, ...[...again].map(([release, one]) => [release, one.up ? one : restartedInVain(one)] as const)])
  }
}

async function refusedOf(
  {session}: StepContext,
  connectors: readonly Watched[],
  seen: ReadonlyMap<string, Observation>,
): Promise<readonly Watched[]> {
  const checked = await Promise.all(
    connectors.map(async connector => {
      const observation = seen.get(connector.release)
      if (observation?.up !== true || !observation.facts.pods.known) return []
      const logs = await readLogs(session.kubectl, observation.facts.pods.value)
      return [...logs.values()].some(log => refusedList.test(log)) ? [connector] : []
    }),
  )
  return checked.flat()
}

const howLong = 'This can take up to 30 minutes; then run the same command again.'

function notInForce(observation: Observation): Observation {
  return {...observation, up: false, missing: `Azure does not accept the new role of its identity yet. ${howLong}`}
}

/** Time ran out while the connector started again. Why it was restarted is the cause. */
function restartedInVain(observation: Observation): Observation {
  const cause = `Before its last restart, Azure did not accept the new role of its identity. ${howLong}`
  return {...observation, missing: `${observation.missing}. ${cause}`}
}
