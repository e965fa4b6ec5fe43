import type {Kubectl} from './kubectl.ts'
import type {KubeObject, PodObject} from './objects.ts'
import {listObjects} from './read.ts'
import type {Unread} from './unread.ts'

export interface EventObject extends KubeObject {
  readonly type?: string
  readonly reason?: string
  readonly message?: string
  readonly count?: number | null
  readonly firstTimestamp?: string | null
  readonly lastTimestamp?: string | null
  /** Only events of the newer API have it and `series`; then the timestamps are null. */
  readonly eventTime?: string | null
  readonly series?: {readonly count?: number; readonly lastObservedTime?: string} | null
  readonly source?: {readonly component?: string}
  readonly reportingComponent?: string
  readonly involvedObject?: {readonly kind?: string; readonly name?: string; readonly uid?: string}
}

/** The events of a pod, oldest first, and why they could not be read. With a uid, those about another pod of the same name are left out. */
export async function podEvents(
  kubectl: Kubectl,
  {name, namespace, uid}: Pick<PodObject['metadata'], 'name' | 'namespace' | 'uid'>,
): Promise<{readonly events: readonly EventObject[]; readonly unread: readonly Unread[]}> {
  const {objects, unread} = await listObjects(kubectl, {
    kinds: ['events'],
    ...(namespace !== undefined && {namespace}),
    fields: `involvedObject.name=${name}${uid === undefined ? '' : `,involvedObject.uid=${uid}`}`,
  })
  return {events: oldestFirst(objects), unread}
}

/** The events of these pods in all namespaces, oldest first, and why they could not be read. */
export async function eventsOfPods(
  kubectl: Kubectl,
  uids: ReadonlySet<string>,
): Promise<{readonly events: readonly EventObject[]; readonly unread: readonly Unread[]}> {
  const {objects, unread} = await listObjects(kubectl, {
    kinds: ['events'],
    fields: 'involvedObject.kind=Pod',
    where: (event: EventObject) => uids.has(event.involvedObject?.uid ?? ''),
  })
  return {events: oldestFirst(objects), unread}
}

function oldestFirst(events: readonly EventObject[]): readonly EventObject[] {
  return events.toSorted((a, b) => when(a).localeCompare(when(b)))
}

function when({lastTimestamp, eventTime, metadata}: EventObject): string {
  return lastTimestamp ?? eventTime ?? metadata.creationTimestamp ?? ''
}
