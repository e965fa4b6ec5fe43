import {UserError} from '../errors.ts'
import {proxyHint, proxyInWords, type Proxy} from './proxy.ts'
import {failedRequest} from './failed-request.ts'

/** A server could not be reached, or did not answer. */
export class NoAnswer extends UserError {}

const certificateCodes = new Set([
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

/** vkctl connects only to the proxy, if there is one: then these are about it. */
const unreachedCodes: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'connection refused'],
  ['ENOTFOUND', 'the name cannot be resolved'],
  ['EAI_AGAIN', 'the name cannot be resolved'],
  ['EHOSTUNREACH', 'there is no route to it'],
  ['ENETUNREACH', 'there is no route to it'],
  ['ETIMEDOUT', 'it does not answer'],
])

/**
 * The error for a request without an answer.
 * @param proxy The proxy of this request.
 */
export function connectionFault(
  {code, message}: {code?: string | undefined; message: string},
  {method, url}: {method: string; url: string},
  proxy?: Proxy,
): NoAnswer {
  const {host, hostname, pathname} = new URL(url)
  const name = code ?? 'Error'
  const told = {cause: new Error(`${name} from ${method} ${pathname}`), request: failedRequest({method, url})}
  if (proxy !== undefined && unreachedCodes.has(name))
    return new NoAnswer(`Cannot connect to ${proxyInWords(proxy)}: ${unreachedCodes.get(name)}.`, {hints: [proxyHint(proxy)], ...told})
  switch (name) {
    case 'ECONNREFUSED':
      return new NoAnswer(`Cannot connect to ${host}: connection refused.`, told)
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new NoAnswer(`Cannot connect to ${host}: the name ${hostname} cannot be resolved.`, {
        hints: ['Check the network connection and HTTPS_PROXY.'],
        ...told,
      })
    case 'ECONNRESET':
    case 'ECONNABORTED':
    case 'EPIPE':
    case 'PARSE_ERROR':
      return new NoAnswer(`The connection to ${host} was cut during ${method} ${pathname}.`, told)
    case 'CERT_NOT_YET_VALID':
      return new NoAnswer(`Cannot connect to ${host}: its certificate is not yet valid, by the clock of this machine.`, {
        hints: ['Check the clock of this machine.'],
        ...told,
      })
    default:
      return new NoAnswer(`Cannot connect to ${host}: ${message === '' ? name : message}`, {
        hints: certificateCodes.has(name)
          ? ['If a proxy or a private cloud has its own certificate authority, set NODE_EXTRA_CA_CERTS to the file with its certificate.']
          : [],
        ...told,
      })
  }
}
