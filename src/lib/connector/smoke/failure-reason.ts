import type {ContainerGroupInstance} from '../../azure/azure.ts'
import {factOf, type Fact} from '../../checks/engine/fact.ts'
import type {OpenCluster} from '../session/cluster-session.ts'
import {podEvents} from '../../kubernetes/events.ts'
import {reasonsOf} from '../../kubernetes/unread.ts'
import type {Host} from '../session/host.ts'
import {providerMessage} from '../../checks/wording/provider-message.ts'
import type {SmokePod} from './smoke-pod.ts'

/** Why a pod failed: what was seen, ACI's events of its container group, and the warnings among its own events. Leaves out repetitions. */
export async function failureReason(
  host: Host,
  {kubectl}: OpenCluster,
  {target, containerGroupName, ...pod}: SmokePod,
  seen: string,
): Promise<string> {
  const [containerGroup, events] = await Promise.all([
    factOf(host.azure.containerGroup(target.aciResourceGroup, containerGroupName), host.signal),
    factOf(podEvents(kubectl, pod), host.signal),
  ])
  const warnings = events.known ? events.value.events.filter(({type}) => type === 'Warning') : []
  const told = [
    ...explanations(containerGroup),
    ...warnings.map(({reason = 'event', message = ''}) => ({what: providerMessage(message), as: `event ${reason}`})),
    ...(events.known ? reasonsOf(events.value.unread) : [events.reason]).map(what => ({what, as: 'events'})),
  ]
  return told.reduce((text, {what, as}) => (what === '' || text.includes(what) ? text : `${text}; ${as}: ${what}`), seen)
}

interface Explanation {
  readonly what: string
  readonly as: string
}

/** ACI's warnings or, if there are none, its last event. */
function explanations(containerGroup: Fact<ContainerGroupInstance | undefined>): readonly Explanation[] {
  if (!containerGroup.known) return [{what: containerGroup.reason, as: 'Azure'}]
  const events = containerGroup.value?.events ?? []
  const warnings = events.filter(({type}) => type === 'Warning')
  return (warnings.length > 0 ? warnings : events.slice(-1)).map(({name, message, count}) => ({
    what: message,
    as: `ACI: ${name}${count === 1 ? '' : ` (${count} times)`}`,
  }))
}
