import {X509Certificate} from 'node:crypto'
import {request as open} from 'node:https'
import type {TLSSocket} from 'node:tls'

export interface Stranger {
  /** An IP address. */
  readonly host: string
  readonly port: number
  /** The certificate of the expected server, PEM. The answer of any other server at this address does not count. */
  readonly certificate: string
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/** How a server answers a caller without credentials: an HTTP status, or a refusal in TLS. `unreached` is a phrase. */
export type StrangerAnswer = {readonly httpStatus: number} | 'refused' | {readonly unreached: string}

/**
 * Asks for `/` once, without a client certificate and without a token. Rejects only with the signal's reason, when interrupted. Only TLS
 * 1.3 shows whether it is the expected server, because there the server sends its certificate before it asks for the client's.
 */
export function askWithoutCertificate({host, port, certificate, timeoutMs, signal}: Stranger): Promise<StrangerAnswer> {
  const ended = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
  return new Promise((resolve, reject) => {
    let server: 'unknown' | 'meant' | 'another' = 'unknown'
    const request = open({
      host,
      port,
      agent: false,
      minVersion: 'TLSv1.3',
      // The certificate is self-signed. It is compared below, and nothing is sent that others could use.
      rejectUnauthorized: false,
      signal: ended,
    })
    request.on('socket', socket => {
      socket.on('secureConnect', () => {
        server = (socket as TLSSocket).getPeerX509Certificate()?.fingerprint256 === fingerprintOf(certificate) ? 'meant' : 'another'
        if (server === 'another') request.destroy()
      })
    })
    request.on('response', response => {
      response.destroy()
      resolve({httpStatus: response.statusCode ?? 0})
    })
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (signal.aborted) reject(signal.reason as Error)
      else if (server === 'another') resolve({unreached: 'another server answers there'})
      else if (server === 'meant' && isAlert(error)) resolve('refused')
      else resolve({unreached: ended.aborted ? `no answer within ${timeoutMs / 1000} seconds` : (error.code ?? 'no answer')})
    })
    request.end()
  })
}

/** Whether the server ended the connection with a TLS alert, as it does if a certificate is missing. */
function isAlert({code = ''}: NodeJS.ErrnoException): boolean {
  return code.startsWith('ERR_SSL_') && code.includes('ALERT')
}

function fingerprintOf(pem: string): string | undefined {
  try {
    return new X509Certificate(pem).fingerprint256
  } catch {
    return undefined
  }
}
