import {get} from 'node:https'
import type {Request} from '../context.ts'
import type {Call} from '../http/call.ts'
import {textOf} from '../object.ts'
import type {Parts} from '../parts.ts'
import {fetchObject} from '../registry/fetch.ts'
import {badRequest, internalError} from '../status-error.ts'
import {containerOf, dialError, kubeletCall, kubeletUrl} from './kubelet.ts'

// The streams of a command, by the names that the API server and the kubelet have for them.
const streams = {stdin: 'input', stdout: 'output', stderr: 'error', tty: 'tty'} as const

/**
 * A command in a container: the connection of the client is joined to one with the kubelet of the pod's node. A real API server speaks
 * SPDY with the kubelet, whatever the client speaks; here the kubelet gets what the client sends.
 */
export function podExec(parts: Parts, request: Request, call: Call): Promise<undefined> {
  const pod = fetchObject(parts.context, request)
  const {parameters} = request.query
  const container = containerOf(pod, parameters.get('container') ?? '')
  const nodeName = textOf(pod.spec, 'nodeName')
  if (nodeName === '') throw badRequest(`pod ${pod.metadata.name} does not have a host assigned`)
  const query = new URLSearchParams(parameters.getAll('command').map((word): [string, string] => ['command', word]))
  for (const [name, kubeletName] of Object.entries(streams)) if (isTrue(parameters.get(name))) query.set(kubeletName, '1')
  const {namespace, name} = pod.metadata
  return join(parts, call, `${kubeletUrl(parts, nodeName)}/exec/${namespace}/${name}/${container}?${query.toString()}`)
}

const isTrue = (value: string | null): boolean => value === 'true' || value === '1'

function join(parts: Parts, {response}: Call, url: string): Promise<undefined> {
  const {promise, resolve, reject} = Promise.withResolvers<undefined>()
  const {headers} = response.req
  const {socket} = response
  if (socket === null || headers.upgrade === undefined) throw badRequest('Upgrade request required')
  const passed = Object.entries(headers).filter(([name]) => /^(connection|upgrade|sec-websocket-.*|x-stream-protocol-version)$/.test(name))
  const outgoing = get(url, {...kubeletCall(parts), agent: false, headers: Object.fromEntries(passed)})
  outgoing.on('upgrade', (incoming, upstream, head) => {
    const lines = Array.from({length: incoming.rawHeaders.length / 2}, (_, index) =>
      incoming.rawHeaders.slice(2 * index, 2 * index + 2).join(': '),
    )
    response.detachSocket(socket)
    socket.write(['HTTP/1.1 101 Switching Protocols', ...lines, '', ''].join('\r\n'))
    upstream.unshift(head)
    upstream.pipe(socket).pipe(upstream)
    for (const end of [upstream, socket]) end.on('error', () => undefined)
    upstream.on('close', () => socket.destroy())
    socket.on('close', () => upstream.destroy())
    resolve(undefined)
  })
  outgoing.on('response', incoming => {
    incoming.resume()
    reject(internalError(`unable to upgrade connection: ${incoming.statusCode}`))
  })
  outgoing.on('error', error => reject(dialError(url, error)))
  return promise
}
