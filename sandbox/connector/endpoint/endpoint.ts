import {once} from 'node:events'
import type {IncomingMessage, ServerResponse} from 'node:http'
import {createServer, type Server} from 'node:https'
import type {Duplex} from 'node:stream'
import type {ListenAddress} from '../../node/program.ts'
import type {ClusterView} from '../cluster-view.ts'
import type {ConnectorLog} from '../connector-log.ts'
import type {Refusal} from './endpoint-auth.ts'
import {answerCommand, refuseCommand} from './exec.ts'
import type {PodProvider} from '../pods/pod-provider.ts'

export interface EndpointOptions {
  readonly address: ListenAddress
  readonly keyPair: {readonly cert: string; readonly key: string}
  /** PEM. */
  readonly clientCa?: string | undefined
  readonly requireClientCertificate: boolean
  readonly provider: () => PodProvider | undefined
  readonly view: ClusterView
  readonly log: ConnectorLog
  readonly authorize: (request: IncomingMessage) => Promise<Refusal>
}

async function serve({provider, view, log, authorize}: EndpointOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer = (status: number, text: string, type = 'text/plain; charset=utf-8'): void =>
    void response.writeHead(status, {'content-type': type}).end(text)
  const refusal = await authorize(request)
  if (refusal !== undefined) return answer(refusal.status, refusal.text)
  const {pathname, searchParams} = new URL(request.url ?? '/', 'https://connector')
  const [, kind, namespace = '', pod = '', container = ''] = pathname.split('/')
  if (kind === 'pods' || kind === 'runningpods') {
    return answer(
      200,
      JSON.stringify({kind: 'PodList', apiVersion: 'v1', metadata: {}, items: [...view.pods.items.values()]}),
      'application/json',
    )
  }
  // Realtime metrics are an extension of container groups in a VNet; without it the whole summary fails.
  if (kind === 'stats' || kind === 'metrics') return answer(500, 'error getting status from provider')
  if (kind !== 'containerLogs') return answer(404, '404 page not found\n')
  try {
    const text = await provider()?.logs(namespace, pod, container, Number(searchParams.get('tailLines') ?? 0))
    if (text === undefined) return answer(404, `container group ${pod} is not found`)
    answer(200, text)
  } catch (error) {
    log.error((error as Error).message)
    answer(500, (error as Error).message)
  }
}

/** A command in a container. Nothing runs it: its output says what it was. */
async function execute({view, authorize}: EndpointOptions, request: IncomingMessage, socket: Duplex): Promise<void> {
  const refusal = await authorize(request)
  if (refusal !== undefined) return refuseCommand(socket, refusal.status, refusal.text)
  const {pathname, searchParams} = new URL(request.url ?? '/', 'https://connector')
  const [, kind, namespace = '', pod = ''] = pathname.split('/')
  if (kind !== 'exec') return refuseCommand(socket, 404, '404 page not found\n')
  answerCommand(request, socket, () =>
    view.pods.items.has(`${namespace}/${pod}`)
      ? {output: `The sandbox runs no commands: ${searchParams.getAll('command').join(' ')}\n`}
      : {output: '', error: `container group ${pod} is not found`},
  )
}

/** The time as Go's package log writes it: `2026/11/29 10:00:00`. */
const goLogTime = (): string => new Date().toISOString().slice(0, 19).replace('T', ' ').replaceAll('-', '/')

/** The connector's own API on port 10250. */
export async function startEndpoint(options: EndpointOptions): Promise<Server> {
  const {address, keyPair, clientCa, requireClientCertificate} = options
  const server = createServer(
    {
      ...keyPair,
      requestCert: true,
      rejectUnauthorized: requireClientCertificate,
      ...(clientCa === undefined ? {} : {ca: clientCa}),
    },
    (request, response) => {
      serve(options, request, response).catch(() => response.writeHead(500).end())
    },
  )
  server.on('upgrade', (request, socket) => {
    execute(options, request, socket).catch(() => socket.destroy())
  })
  server.on('tlsClientError', (error: NodeJS.ErrnoException, socket) => {
    const why = error.code === 'ECONNRESET' ? 'EOF' : error.message
    options.log.raw(
      `${goLogTime()} http: TLS handshake error from ${socket.remoteAddress ?? '127.0.0.1'}:${socket.remotePort ?? 0}: ${why}`,
    )
  })
  server.listen(address.port, address.host)
  await once(server, 'listening')
  return server
}
