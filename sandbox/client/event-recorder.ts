import {randomBytes} from 'node:crypto'
import type {ClusterClient} from './cluster-client.ts'
import type {ClusterObject} from './cluster-objects.ts'

export interface EventRecorder {
  /** Never fails: an event that cannot be written is dropped, as client-go does. Resolves when the event is written. */
  record(about: ClusterObject, type: 'Normal' | 'Warning', reason: string, message: string, fieldPath?: string): Promise<void>
}

interface Recorded {
  readonly path: string
  count: number
}

const seconds = (): string => new Date().toISOString().replace(/\.\d+Z$/, 'Z')

/** Writes core/v1 events as client-go's recorder does: a repeated event increases the count. */
export function createEventRecorder(client: ClusterClient, source: {readonly component: string; readonly host?: string}): EventRecorder {
  const known = new Map<string, Promise<Recorded | undefined>>()
  return {
    async record(about, type, reason, message, fieldPath) {
      const {namespace, name, uid} = about.metadata
      const involvedObject = {
        kind: about.kind,
        apiVersion: about.apiVersion,
        name,
        uid,
        ...(namespace === undefined ? {} : {namespace}),
        ...(fieldPath === undefined ? {} : {fieldPath}),
      }
      const key = JSON.stringify([involvedObject, type, reason, message])
      const time = seconds()
      const write = async (before: Recorded | undefined): Promise<Recorded | undefined> => {
        if (before !== undefined) {
          before.count++
          await client.patch(before.path, {count: before.count, lastTimestamp: time})
          return before
        }
        const collection = `/api/v1/namespaces/${namespace ?? 'default'}/events`
        const event = await client.create<ClusterObject>(collection, {
          apiVersion: 'v1',
          kind: 'Event',
          metadata: {name: `${name}.${randomBytes(8).toString('hex')}`, namespace: namespace ?? 'default'},
          involvedObject,
          reason,
          message,
          type,
          source,
          firstTimestamp: time,
          lastTimestamp: time,
          count: 1,
          reportingComponent: source.component,
          reportingInstance: source.host ?? '',
        } as ClusterObject)
        return {path: `${collection}/${event.metadata.name}`, count: 1}
      }
      const written = (known.get(key) ?? Promise.resolve(undefined)).then(write).catch(() => undefined)
      known.set(key, written)
      await written
    },
  }
}
