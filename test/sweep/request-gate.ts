import {once} from 'node:events'
import {createServer, type Agent, request as forward} from 'node:https'
import type {IncomingMessage, ServerResponse} from 'node:http'
import type {AddressInfo, Socket} from 'node:net'
import {buffer} from 'node:stream/consumers'
import {pipeline} from 'node:stream/promises'
import {createAuthority} from '../../sandbox/authority.ts'

/** What happens to a request: an answer with that status; no answer at all; or it is served, and then … */
export type RequestFault = 500 | 403 | 409 | 429 | 'cut' | 'lost' | 'hang' | 'signal' | 'signal after'

export interface RequestHit {
  /** As {@link RequestGate.takeRequests} names it. */
  readonly target: string
  readonly fault: RequestFault
  /** It and all later ones like it, so that repeating does not help. */
  readonly lasting: boolean
  /** For the faults that begin with `signal`. */
  readonly signal: () => void
}

/** Stands between vkctl and a server. Only vkctl's own requests are counted and hit. */
export interface RequestGate {
  /** What vkctl has to take for the server. */
  readonly endpoint: string
  /** PEM. */
  readonly ca: string
  /** Every request since the last call, as `METHOD path #n`: the n-th of that kind. */
  readonly takeRequests: () => readonly string[]
  readonly hit: (hit: RequestHit | undefined) => void
  readonly close: () => Promise<void>
}

export interface Behind {
  /** The real server. */
  readonly endpoint: string
  readonly agent: Agent
  /** Whether this is a request of vkctl's; others go through untouched. */
  readonly isCounted: (request: IncomingMessage) => boolean
  /** An answer of the server to this request, as vkctl gets it. */
  readonly rewrite: (path: string, text: string, gate: {readonly endpoint: string}) => string
  /** The body of an answer with this status. */
  readonly refusal: (status: keyof typeof codes, path: string) => unknown
}

export async function startRequestGate({endpoint: real, agent, isCounted, rewrite, refusal}: Behind): Promise<RequestGate> {
  const authority = await createAuthority('vkctl sweep')
  const {certificate, key} = await authority.issue({commonName: 'vkctl sweep gate', names: ['127.0.0.1']})
  let requests: string[] = []
  let current: RequestHit | undefined

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isCounted(request)) return passOn(request, response)
    const path = request.url ?? ''
    const target = nameOf(request, requests)
    requests.push(target)
    const body = await buffer(request)
    const fault = current !== undefined && isHit(current, target) ? current.fault : undefined
    if (fault === 'cut') return void request.socket.destroy()
    if (fault === 'hang') return
    if (fault === 'signal') current?.signal()
    if (typeof fault === 'number') return refuse(response, fault, refusal(fault, path))
    const reply = await send(request, body)
    const text = rewrite(path, (await buffer(reply)).toString('utf8'), {endpoint})
    if (fault === 'signal after') current?.signal()
    if (fault === 'lost' || fault === 'signal after') return void request.socket.destroy()
    const {'content-length': _, 'transfer-encoding': __, connection: ___, ...headers} = reply.headers
    response.writeHead(reply.statusCode ?? 500, headers).end(text)
  }
  const open = ({method, url, headers}: IncomingMessage) =>
    // An answer that is cut is met where it is read.
    forward(`${real}${url}`, {method, headers: {...headers, host: new URL(real).host}, agent}).on('error', () => {})
  const send = async (request: IncomingMessage, body: Buffer): Promise<IncomingMessage> => {
    const outgoing = open(request)
    outgoing.end(body)
    return ((await once(outgoing, 'response')) as [IncomingMessage])[0]
  }
  /** Piece by piece: a watch has no end. */
  const passOn = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const outgoing = open(request)
    response.on('close', () => outgoing.destroy())
    request.pipe(outgoing)
    const [reply] = (await once(outgoing, 'response')) as [IncomingMessage]
    response.writeHead(reply.statusCode ?? 500, reply.headers)
    response.flushHeaders()
    await pipeline(reply, response)
  }

  const sockets = new Set<Socket>()
  const server = createServer({cert: certificate, key}, (request, response) => {
    serve(request, response).catch(() => request.socket.destroy())
  })
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).once('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const endpoint = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    endpoint,
    ca: authority.certificate,
    takeRequests() {
      const taken = requests
      requests = []
      return taken
    },
    hit(hit) {
      current = hit
    },
    close: async () => {
      agent.destroy()
      for (const socket of sockets) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

function refuse(response: ServerResponse, status: keyof typeof codes, body: unknown): void {
  response.writeHead(status, {'content-type': 'application/json', ...(status === 429 && {'retry-after': '1'})}).end(JSON.stringify(body))
}

function nameOf({method, url}: IncomingMessage, before: readonly string[]): string {
  const kind = `${method} ${new URL(url ?? '/', 'https://none').pathname}`
  return `${kind} #${before.filter(one => one.startsWith(`${kind} #`)).length + 1}`
}

function isHit({target, lasting}: RequestHit, name: string): boolean {
  if (!lasting) return name === target
  const [kind, count] = target.split(' #')
  return name.startsWith(`${kind} #`) && Number(name.split(' #')[1]) >= Number(count)
}

export const codes = {500: 'InternalServerError', 403: 'AuthorizationFailed', 409: 'Conflict', 429: 'TooManyRequests'} as const
