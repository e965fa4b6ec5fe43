import {request as httpRequest} from 'node:http'
import {request as httpsRequest} from 'node:https'
import {connect} from 'node:net'
import type {Container, Probe} from '../client/pod-objects.ts'
import type {ListenAddress} from './program.ts'

/** Undefined if the probe succeeds, else what the kubelet's Unhealthy event says after `probe failed: `. */
export type ProbeFailure = string | undefined

function portOf(container: Container, port: number | string): number | undefined {
  if (typeof port === 'number') return port
  return container.ports?.find(({name}) => name === port)?.containerPort
}

const refused = ({host, port}: ListenAddress, error: NodeJS.ErrnoException): string =>
  `dial tcp ${host}:${port}: connect: ${error.code === 'ECONNREFUSED' ? 'connection refused' : error.message}`

const knock = (address: ListenAddress, timeoutMs: number): Promise<ProbeFailure> =>
  new Promise(resolve => {
    const socket = connect(address)
    const end = (failure: ProbeFailure): void => {
      socket.destroy()
      resolve(failure)
    }
    socket.setTimeout(timeoutMs, () => end(`dial tcp ${address.host}:${address.port}: i/o timeout`))
    socket.once('connect', () => end(undefined))
    socket.once('error', error => end(refused(address, error)))
  })

const fetchStatus = (
  address: ListenAddress,
  {path = '/', scheme = 'HTTP', httpHeaders = []}: NonNullable<Probe['httpGet']>,
  timeoutMs: number,
): Promise<ProbeFailure> =>
  new Promise(resolve => {
    const headers = Object.fromEntries([['user-agent', 'kube-probe/1.36'], ...httpHeaders.map(({name, value}) => [name, value] as const)])
    const options = {host: address.host, port: address.port, path, headers, timeout: timeoutMs}
    // The kubelet does not verify certificates either.
    const request =
      scheme === 'HTTPS' ? httpsRequest({...options, rejectUnauthorized: false, agent: false}) : httpRequest({...options, agent: false})
    request.once('response', response => {
      response.resume()
      const status = response.statusCode ?? 0
      resolve(status >= 200 && status < 400 ? undefined : `HTTP probe failed with statuscode: ${status}`)
      request.destroy()
    })
    const url = `${scheme.toLowerCase()}://${address.host}:${address.port}${path}`
    request.once('timeout', () => {
      resolve(`Get "${url}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`)
      request.destroy()
    })
    request.once('error', error => resolve(`Get "${url}": ${refused(address, error)}`))
    request.end()
  })

/** Runs one probe over the network. */
export async function probeOnce(
  probe: Probe,
  container: Container,
  listenAddress: (port: number) => Promise<ListenAddress>,
): Promise<ProbeFailure> {
  const timeoutMs = (probe.timeoutSeconds ?? 1) * 1000
  const asked = probe.tcpSocket?.port ?? probe.httpGet?.port
  if (asked === undefined) return 'this node has no shell to run the command in'
  const port = portOf(container, asked)
  if (port === undefined) return `invalid named port "${asked}"`
  const address = await listenAddress(port)
  return probe.httpGet ? fetchStatus(address, probe.httpGet, timeoutMs) : knock(address, timeoutMs)
}
