import type {Kubectl} from './kubectl.ts'
import type {KubeObject, PodObject} from './objects.ts'
import {listObjects} from './read.ts'
import type {Unread} from './unread.ts'

export interface EventObject extends KubeObject {
  readonly type?: string
  readonly reason?: string
  readonly message?: string
  readonly lastTimestamp?: string
  readonly eventTime?: string
  readonly involvedObject?: {readonly kind?: string; readonly name?: string}
}

/** The events of a pod, oldest first, and why they could not be read. */
export async function podEvents(
  kubectl: Kubectl,
  {name, namespace}: Pick<PodObject['metadata'], 'name' | 'namespace'>,
): Promise<{readonly events: readonly EventObject[]; readonly unread: readonly Unread[]}> {
  const {objects, unread} = await listObjects(kubectl, {
    kinds: ['events'],
    ...(namespace !== undefined && {namespace}),
    fields: `involvedObject.name=${name}`,
  })
  const events: readonly EventObject[] = objects
  return {events: events.toSorted((a, b) => when(a).localeCompare(when(b))), unread}
}

function when({lastTimestamp, eventTime, metadata}: EventObject): string {
  return lastTimestamp ?? eventTime ?? metadata.creationTimestamp ?? ''
}
