import type {ServerResponse} from 'node:http'
import type {Context, Request} from '../context.ts'
import type {Fields, KubeObject} from '../object.ts'
import {groupVersion} from '../resources/resource.ts'
import {expired} from '../status-error.ts'
import type {Change} from '../storage/store.ts'
import {list, matchOf} from './list.ts'

/** Returns an object in the form that the client asked for: the object, a table or its metadata. */
export type Render = (object: KubeObject) => Fields

const bookmarkMs = 60_000

/** Streams the changes that a watch asks for until it times out or the client disconnects. */
export function watch(context: Context, request: Request, response: ServerResponse, render: Render): void {
  const {query, resource} = request
  const match = matchOf(request)
  response.writeHead(200, {'content-type': 'application/json', 'cache-control': 'no-cache, private'})
  response.flushHeaders()
  const write = (type: string, object: Fields): void => {
    response.write(`${JSON.stringify({type, object})}\n`)
  }
  const tell = (change: Change): void => {
    if (change.storage !== resource.storage) return
    const now = change.type !== 'DELETED' && match(change.object)
    const before = change.previous !== undefined && match(change.previous)
    if (!now && !before) return
    const type = now ? (before ? 'MODIFIED' : 'ADDED') : 'DELETED'
    write(type, render(change.object))
  }
  const bookmark = (initial: boolean): void => {
    const metadata: Fields = {resourceVersion: String(context.store.version), creationTimestamp: null}
    if (initial) metadata.annotations = {'k8s.io/initial-events-end': 'true'}
    write(
      'BOOKMARK',
      render({apiVersion: groupVersion(resource), kind: resource.kind, metadata: metadata as unknown as KubeObject['metadata']}),
    )
  }

  const from = query.resourceVersion
  const whole = query.sendInitialEvents ?? (from === '' || from === '0')
  if (whole) {
    for (const object of list(context, request)) write('ADDED', render(object))
    if (query.sendInitialEvents === true && query.allowWatchBookmarks) bookmark(true)
  } else if (from !== '' && from !== '0') {
    const missed = context.store.since(Number(from))
    if (missed === undefined) {
      write('ERROR', expired(`too old resource version: ${from} (${context.store.version})`).status)
      response.end()
      return
    }
    missed.forEach(tell)
  }
  const unsubscribe = context.store.subscribe(tell)
  const bookmarks = query.allowWatchBookmarks ? setInterval(() => bookmark(false), bookmarkMs) : undefined
  const end =
    query.timeoutSeconds === undefined || query.timeoutSeconds <= 0
      ? undefined
      : setTimeout(() => response.end(), query.timeoutSeconds * 1000)
  response.on('close', () => {
    unsubscribe()
    clearInterval(bookmarks)
    clearTimeout(end)
  })
}
