import {get} from 'node:https'
import type {Request} from '../context.ts'
import type {Answer} from '../http/answer.ts'
import type {Parts} from '../parts.ts'
import {textOf} from '../object.ts'
import {fetchObject} from '../registry/fetch.ts'
import type {Call} from '../http/call.ts'
import {badRequest, internalError} from '../status-error.ts'
import {containerOf, dialError, kubeletCall, kubeletUrl} from './kubelet.ts'

// The options of a log that the kubelet understands, by the same names.
const passed = ['follow', 'previous', 'sinceSeconds', 'sinceTime', 'timestamps', 'tailLines', 'limitBytes']

/** The log of a container, streamed from the kubelet of the pod's node. */
export function podLog(parts: Parts, request: Request, call: Call): Promise<Answer | undefined> | Answer {
  const pod = fetchObject(parts.context, request)
  const container = containerOf(pod, request.query.parameters.get('container') ?? '')
  const nodeName = textOf(pod.spec, 'nodeName')
  // A pod without a node has no log.
  if (nodeName === '') return {code: 200, body: '', type: 'text/plain'}
  const query = new URLSearchParams()
  for (const name of passed) {
    const value = request.query.parameters.get(name)
    if (value !== null) query.set(name, value)
  }
  const {namespace, name} = pod.metadata
  const search = query.size === 0 ? '' : `?${query.toString()}`
  return pass(parts, call, `${kubeletUrl(parts, nodeName)}/containerLogs/${namespace}/${name}/${container}${search}`)
}

function pass(parts: Parts, {response}: Call, url: string): Promise<undefined> {
  const {promise, resolve, reject} = Promise.withResolvers<undefined>()
  const fail = (error: Error): void => reject(dialError(url, error))
  const outgoing = get(url, {...kubeletCall(parts), timeout: 10_000}, incoming => {
    const status = incoming.statusCode ?? 500
    if (status !== 200) {
      incoming.setEncoding('utf8')
      let text = ''
      incoming.on('data', (part: string) => (text += part))
      incoming.on('end', () => reject(status === 404 ? notFoundLog(text) : internalError(text.trim() || `unknown status ${status}`)))
      return
    }
    response.writeHead(200, {'content-type': 'text/plain', 'cache-control': 'no-cache, private'})
    incoming.pipe(response)
    incoming.on('end', () => resolve(undefined))
    incoming.on('error', fail)
    response.on('close', () => outgoing.destroy())
  })
  outgoing.on('timeout', () => outgoing.destroy(Object.assign(new Error('i/o timeout'), {code: 'ETIMEDOUT'})))
  outgoing.on('error', fail)
  return promise
}

function notFoundLog(text: string): Error {
  return badRequest(text.trim())
}
