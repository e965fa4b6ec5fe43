import {once} from 'node:events'
import type {IncomingMessage, ServerResponse} from 'node:http'
import {createServer, type Server} from 'node:https'
import type {KeyPair} from '../authority.ts'
import type {LogLine} from './container-log.ts'
import type {ContainerRecord} from './container-state.ts'

/** Finds what is known of a container; undefined if the pod or the container is not here. */
export type FindContainer = (namespace: string, pod: string, container: string) => ContainerRecord | undefined

function refusal(record: ContainerRecord, pod: string, previous: boolean): string | undefined {
  const {name, state} = record.status
  if (previous) return record.previousLog === undefined ? `previous terminated container "${name}" in pod "${pod}" not found` : undefined
  if (state.waiting === undefined || record.status.containerID !== undefined) return undefined
  const why: Record<string, string> = {ErrImagePull: "image can't be pulled", ImagePullBackOff: 'trying and failing to pull image'}
  const reason = state.waiting.reason ?? ''
  return `container "${name}" in pod "${pod}" is waiting to start: ${why[reason] ?? reason}`
}

/** The lines that `sinceTime`, `sinceSeconds` and `tailLines` ask for. */
function linesAsked(lines: readonly LogLine[], query: URLSearchParams): readonly LogLine[] {
  const seconds = query.get('sinceSeconds')
  const since = query.get('sinceTime') ?? (seconds === null ? '' : new Date(Date.now() - Number(seconds) * 1000).toISOString())
  const recent = lines.filter(({time}) => time >= since)
  const tail = query.get('tailLines')
  if (tail === null) return recent
  return Number(tail) === 0 ? [] : recent.slice(-Number(tail))
}

function serve(find: FindContainer, request: IncomingMessage, response: ServerResponse): void {
  const {pathname, searchParams} = new URL(request.url ?? '/', 'https://node')
  const [, kind, namespace = '', pod = '', container = ''] = pathname.split('/')
  const answer = (status: number, text: string): void => void response.writeHead(status, {'content-type': 'text/plain'}).end(text)
  if (kind !== 'containerLogs') return answer(404, '404 page not found\n')
  const record = find(namespace, pod, container)
  if (record === undefined) return answer(404, `pod "${pod}" not found\n`)
  const previous = searchParams.get('previous') === 'true'
  const refused = refusal(record, pod, previous)
  if (refused !== undefined) return answer(400, refused)

  const log = previous && record.previousLog !== undefined ? record.previousLog : record.log
  const timestamps = searchParams.get('timestamps') === 'true'
  const format = ({time, text}: LogLine): string => `${timestamps ? `${time} ` : ''}${text}\n`
  response.writeHead(200, {'content-type': 'text/plain'})
  response.write(
    linesAsked(log.lines, searchParams)
      .map(line => format(line))
      .join(''),
  )
  if (searchParams.get('follow') !== 'true' || log.closed) {
    response.end()
    return
  }
  const stop = log.follow(
    line => void response.write(format(line)),
    () => void response.end(),
  )
  response.once('close', stop)
}

/** The part of a kubelet's API that `kubectl logs` needs. It asks for no client certificate: it is on loopback, for tests. */
export async function startLogServer({certificate, key}: KeyPair, host: string, find: FindContainer): Promise<Server> {
  const server = createServer({cert: certificate, key}, (request, response) => serve(find, request, response))
  server.listen(0, host)
  await once(server, 'listening')
  return server
}
