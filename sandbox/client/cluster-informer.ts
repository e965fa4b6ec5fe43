import {setTimeout as sleep} from 'node:timers/promises'
import {ApiError, type ClusterClient} from './cluster-client.ts'
import type {ClusterObject} from './cluster-objects.ts'

export interface Informer<T extends ClusterObject> {
  /** The objects in the cluster, as last seen, by `namespace/name`. Do not change these objects. */
  readonly items: ReadonlyMap<string, T>
  /** Fulfilled when the first list has arrived. */
  readonly ready: Promise<void>
  /** `before` is undefined for a new object, `after` for one that is gone. */
  onChange(listener: (change: {readonly before?: T; readonly after?: T}) => void): void
}

export const keyOf = (object: ClusterObject): string =>
  object.metadata.namespace === undefined ? object.metadata.name : `${object.metadata.namespace}/${object.metadata.name}`

const maximalPauseMs = 2000

interface List<T> {
  readonly metadata: {readonly resourceVersion: string; readonly continue?: string}
  readonly items: readonly T[]
}

/** Lists `path` as client-go does, then follows it by watches until `signal`; a watch that was cut continues where it stopped. */
export function startInformer<T extends ClusterObject>(
  client: ClusterClient,
  path: string,
  {
    query = {},
    signal,
    onError = () => undefined,
  }: {readonly query?: Readonly<Record<string, string>>; readonly signal: AbortSignal; readonly onError?: (error: unknown) => void},
): Informer<T> {
  const items = new Map<string, T>()
  const listeners: ((change: {readonly before?: T; readonly after?: T}) => void)[] = []
  const first = Promise.withResolvers<void>()

  const set = (key: string, after: T | undefined): void => {
    const before = items.get(key)
    if (after === undefined) items.delete(key)
    else items.set(key, after)
    if (before === undefined && after === undefined) return
    for (const listener of listeners) listener({...(before === undefined ? {} : {before}), ...(after === undefined ? {} : {after})})
  }

  const list = async (): Promise<string> => {
    let page = await client.get<List<T>>(path, {...query, limit: 500, resourceVersion: '0'})
    const found = [...page.items]
    while (page.metadata.continue) {
      page = await client.get<List<T>>(path, {...query, limit: 500, continue: page.metadata.continue})
      found.push(...page.items)
    }
    const keys = new Set(found.map(keyOf))
    for (const key of items.keys()) if (!keys.has(key)) set(key, undefined)
    for (const item of found) if (items.get(keyOf(item))?.metadata.resourceVersion !== item.metadata.resourceVersion) set(keyOf(item), item)
    return page.metadata.resourceVersion
  }

  const follow = async (): Promise<void> => {
    let version: string | undefined
    let pause = 50
    while (!signal.aborted) {
      try {
        version ??= await list()
        first.resolve()
        await client.watch<T>(
          path,
          {...query, resourceVersion: version, allowWatchBookmarks: true},
          ({type, object}) => {
            if (type === 'ERROR') throw new ApiError((object as {code?: number}).code ?? 500, 'Expired', 'The watch has ended.')
            version = object.metadata.resourceVersion
            pause = 50
            if (type === 'BOOKMARK') return
            set(keyOf(object), type === 'DELETED' ? undefined : object)
          },
          signal,
        )
      } catch (error) {
        if (signal.aborted) break
        onError(error)
        // After an error, only a new list is complete. After a cut connection, the watch continues from the last version.
        if (error instanceof ApiError) version = undefined
        await sleep(pause, undefined, {signal}).catch(() => undefined)
        pause = Math.min(pause * 2, maximalPauseMs)
      }
    }
    first.resolve()
  }
  void follow()
  return {items, ready: first.promise, onChange: listener => void listeners.push(listener)}
}
