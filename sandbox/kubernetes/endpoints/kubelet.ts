import {fieldsOf, listOf, numberOf, textOf, type KubeObject} from '../object.ts'
import type {Parts} from '../parts.ts'
import {badRequest, internalError, notFound, StatusError} from '../status-error.ts'

/** Where the kubelet of a node listens, such as `https://127.3.4.5:10250`. */
export function kubeletUrl({context}: Parts, nodeName: string): string {
  const node = context.store.get('nodes', undefined, nodeName)
  if (node === undefined) throw notFound({group: '', resource: 'pods', name: nodeName})
  const address = listOf(node.status, 'addresses').find(({type}) => type === 'InternalIP')
  if (address === undefined) throw internalError(`no preferred addresses found; known addresses: []`)
  const port = numberOf(fieldsOf(fieldsOf(node.status, 'daemonEndpoints'), 'kubeletEndpoint'), 'Port') ?? 10250
  return `https://${textOf(address, 'address')}:${port}`
}

/** How the API server calls a kubelet: it does not know who signed the certificate of one. */
export function kubeletCall({kubeletClient}: Parts): {readonly cert: string; readonly key: string; readonly rejectUnauthorized: false} {
  return {cert: kubeletClient.certificate, key: kubeletClient.key, rejectUnauthorized: false}
}

/** The container in the request. If it is ambiguous, throws an error with kubectl's text. */
export function containerOf(pod: KubeObject, wanted: string): string {
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

/** The answer of the API server if it cannot connect. */
export function dialError(url: string, error: Error): StatusError {
  return new StatusError(500, '', `Get ${JSON.stringify(url)}: ${dialText(error)}`)
}

/** Go's text for a failed connection. */
function dialText(error: Error & {readonly code?: string; readonly address?: string; readonly port?: number}): string {
  const where = error.address === undefined ? '' : ` ${error.address}:${error.port}`
  if (error.code === 'ECONNREFUSED') return `dial tcp${where}: connect: connection refused`
  if (error.code === 'EHOSTUNREACH') return `dial tcp${where}: connect: no route to host`
  if (error.code === 'ETIMEDOUT') return `dial tcp${where}: i/o timeout`
  return error.message
}
