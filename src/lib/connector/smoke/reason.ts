import type {ContainerGroupInstance} from '../../azure/azure.ts'
import {factOf, type Fact} from '../../checks/fact.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import {eventsOf} from '../wait/diagnose.ts'
import type {Host} from '../session/host.ts'
import {providerMessage} from './provider-message.ts'
import type {SmokePod} from './smoke-pod.ts'

/** Why a pod did not get on: what was seen, what ACI did for its container group, and the warnings among its events. Each is said once. */
export async function reasonOf(
  host: Host,
  {kubectl}: ClusterSession,
  {target, groupName, ...pod}: SmokePod,
  seen: string,
): Promise<string> {
  const [group, events] = await Promise.all([
    factOf(host.azure.containerGroup(target.aciResourceGroup, groupName), host.signal),
    factOf(eventsOf(kubectl, pod), host.signal),
  ])
  const warnings = events.known ? events.value.events.filter(({type}) => type === 'Warning') : []
  const told = [
    ...sayings(group),
    ...warnings.map(({reason = 'event', message = ''}) => ({what: providerMessage(message), as: `event ${reason}`})),
    ...(events.known ? [] : [{what: events.reason, as: 'events'}]),
  ]
  return told.reduce((text, {what, as}) => (what === '' || text.includes(what) ? text : `${text}; ${as}: ${what}`), seen)
}

interface Saying {
  readonly what: string
  readonly as: string
}

/** What went wrong in Azure or, when nothing did, the last thing that ACI did. */
function sayings(group: Fact<ContainerGroupInstance | undefined>): readonly Saying[] {
  if (!group.known) return [{what: group.reason, as: 'Azure'}]
  const events = group.value?.events ?? []
  const warnings = events.filter(({type}) => type === 'Warning')
  return (warnings.length > 0 ? warnings : events.slice(-1)).map(({name, message, count}) => ({
    what: message,
    as: `ACI: ${name}${count === 1 ? '' : ` (${count} times)`}`,
  }))
}
