import {get} from 'node:https'
import type {Request} from '../context.ts'
import type {Answer} from '../http/answer.ts'
import type {Parts} from '../parts.ts'
import {fieldsOf, listOf, numberOf, textOf, type KubeObject} from '../object.ts'
import {fetchObject} from '../registry/fetch.ts'
import type {Call} from '../http/call.ts'
import {StatusError, badRequest, internalError, notFound} from '../status-error.ts'

// The options of a log that the kubelet understands, by the same names.
const passed = ['follow', 'previous', 'sinceSeconds', 'sinceTime', 'timestamps', 'tailLines', 'limitBytes']

/** The log of a container: asked of the kubelet of the pod's node and passed on as it comes. */
export function podLog(parts: Parts, request: Request, call: Call): Promise<Answer | undefined> | Answer {
  const pod = fetchObject(parts.context, request)
  const container = containerOf(pod, request.query.parameters.get('container') ?? '')
  const nodeName = textOf(pod.spec, 'nodeName')
  // A pod that runs nowhere yet has said nothing.
  if (nodeName === '') return {code: 200, body: '', type: 'text/plain'}
  const node = parts.context.store.get('nodes', undefined, nodeName)
  if (node === undefined) throw notFound({group: '', resource: 'pods', name: nodeName})
  const address = listOf(node.status, 'addresses').find(({type}) => type === 'InternalIP')
  if (address === undefined) throw internalError(`no preferred addresses found; known addresses: []`)
  const port = numberOf(fieldsOf(fieldsOf(node.status, 'daemonEndpoints'), 'kubeletEndpoint'), 'Port') ?? 10250
  const query = new URLSearchParams()
  for (const name of passed) {
    const value = request.query.parameters.get(name)
    if (value !== null) query.set(name, value)
  }
  const {namespace, name} = pod.metadata
  const search = query.size === 0 ? '' : `?${query.toString()}`
  return pass(parts, call, `https://${textOf(address, 'address')}:${port}/containerLogs/${namespace}/${name}/${container}${search}`)
}

function containerOf(pod: KubeObject, wanted: string): string {
  const {name} = pod.metadata
  const all = listOf(pod.spec, 'containers').map(container => textOf(container, 'name'))
  const init = listOf(pod.spec, 'initContainers').map(container => textOf(container, 'name'))
  if (wanted !== '') {
    if (![...all, ...init].includes(wanted)) throw badRequest(`container ${wanted} is not valid for pod ${name}`)
    return wanted
  }
  const [only = ''] = all
  if (all.length === 1) return only
  const more = init.length === 0 ? '' : ` or one of the init containers: [${init.join(' ')}]`
  throw badRequest(`a container name must be specified for pod ${name}, choose one of: [${all.join(' ')}]${more}`)
}

function pass({kubeletClient}: Parts, {response}: Call, url: string): Promise<undefined> {
  const {promise, resolve, reject} = Promise.withResolvers<undefined>()
  const fail = (error: Error): void => reject(new StatusError(500, '', `Get ${JSON.stringify(url)}: ${dialText(error)}`))
  const outgoing = get(
    url,
    {cert: kubeletClient.certificate, key: kubeletClient.key, rejectUnauthorized: false, timeout: 10_000},
    incoming => {
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
    },
  )
  outgoing.on('timeout', () => outgoing.destroy(Object.assign(new Error('i/o timeout'), {code: 'ETIMEDOUT'})))
  outgoing.on('error', fail)
  return promise
}

function notFoundLog(text: string): Error {
  return badRequest(text.trim())
}

/** What Go says of a connection that fails. */
function dialText(error: Error & {readonly code?: string; readonly address?: string; readonly port?: number}): string {
  const where = error.address === undefined ? '' : ` ${error.address}:${error.port}`
  if (error.code === 'ECONNREFUSED') return `dial tcp${where}: connect: connection refused`
  if (error.code === 'EHOSTUNREACH') return `dial tcp${where}: connect: no route to host`
  if (error.code === 'ETIMEDOUT') return `dial tcp${where}: i/o timeout`
  return error.message
}
