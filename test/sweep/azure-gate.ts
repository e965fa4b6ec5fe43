import {once} from 'node:events'
import {createServer, Agent, request as forward} from 'node:https'
import type {IncomingMessage, ServerResponse} from 'node:http'
import type {AddressInfo, Socket} from 'node:net'
import {buffer} from 'node:stream/consumers'
import {createAuthority} from '../../src/sandbox/authority.ts'
import type {Azure} from '../../src/sandbox/azure/azure.ts'

/** What happens to a request: an answer with that status; no answer at all; or it is served, and then … */
export type RequestFault = 500 | 403 | 409 | 429 | 'cut' | 'lost' | 'hang' | 'signal' | 'signal after'

export interface RequestHit {
  /** As {@link AzureGate.takeRequests} names it. */
  readonly target: string
  readonly fault: RequestFault
  /** It and all later ones like it, so that repeating does not help. */
  readonly lasting: boolean
  /** For the faults that begin with `signal`. */
  readonly signal: () => void
}

/** Stands between vkctl and Azure, so that only vkctl's own requests are counted and hit, not those of the connectors. */
export interface AzureGate {
  /** What vkctl needs in its environment. */
  readonly metadataUrl: string
  readonly ca: string
  /** Every request since the last call, as `METHOD path #n`: the n-th of that kind. */
  readonly takeRequests: () => readonly string[]
  readonly hit: (hit: RequestHit | undefined) => void
  readonly close: () => Promise<void>
}

export async function startAzureGate(azure: Azure, azureCa: string): Promise<AzureGate> {
  const authority = await createAuthority('vkctl sweep')
  const {certificate, key} = await authority.issue({commonName: 'vkctl sweep gate', names: ['127.0.0.1']})
  const agent = new Agent({keepAlive: true, ca: azureCa})
  let requests: string[] = []
  let current: RequestHit | undefined

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const target = nameOf(request, requests)
    requests.push(target)
    const body = await buffer(request)
    const fault = current !== undefined && isHit(current, target) ? current.fault : undefined
    if (fault === 'cut') return void request.socket.destroy()
    if (fault === 'hang') return
    if (fault === 'signal') current?.signal()
    if (typeof fault === 'number') return answer(response, fault, request.url ?? '')
    const reply = await ask(azure.endpoint, agent, request, body)
    // Where the servers are said to be; the audience of tokens stays what it is.
    const text = reply.body
      .toString('utf8')
      .replaceAll(azure.endpoint, endpoint)
      .replaceAll(`"audiences":["${endpoint}`, `"audiences":["${azure.endpoint}`)
    if (fault === 'signal after') current?.signal()
    if (fault === 'lost' || fault === 'signal after') return void request.socket.destroy()
    const {'content-length': _, 'transfer-encoding': __, connection: ___, ...headers} = reply.headers
    response.writeHead(reply.status, headers).end(text)
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
    metadataUrl: azure.metadataUrl.replace(azure.endpoint, endpoint),
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

function nameOf({method, url}: IncomingMessage, before: readonly string[]): string {
  const kind = `${method} ${new URL(url ?? '/', 'https://none').pathname}`
  return `${kind} #${before.filter(one => one.startsWith(`${kind} #`)).length + 1}`
}

function isHit({target, lasting}: RequestHit, name: string): boolean {
  if (!lasting) return name === target
  const [kind, count] = target.split(' #')
  return name.startsWith(`${kind} #`) && Number(name.split(' #')[1]) >= Number(count)
}

async function ask(
  endpoint: string,
  agent: Agent,
  {method, url, headers}: IncomingMessage,
  body: Buffer,
): Promise<{readonly status: number; readonly headers: IncomingMessage['headers']; readonly body: Buffer}> {
  const outgoing = forward(`${endpoint}${url}`, {method, headers: {...headers, host: new URL(endpoint).host}, agent})
  outgoing.end(body)
  const [reply] = (await once(outgoing, 'response')) as [IncomingMessage]
  return {status: reply.statusCode ?? 500, headers: reply.headers, body: await buffer(reply)}
}

const codes = {500: 'InternalServerError', 403: 'AuthorizationFailed', 409: 'Conflict', 429: 'TooManyRequests'} as const

/** Entra ID says its errors in another shape than Resource Manager. */
function answer(response: ServerResponse, status: keyof typeof codes, url: string): void {
  const message =
    status === 403
      ? `The client 'sweep' with object id 'sweep' does not have authorization to perform action 'Microsoft.Sweep/read' over scope '${url.split('?')[0]}' or the scope is invalid.`
      : 'The sweep made this request fail.'
  const body = url.includes('/subscriptions/')
    ? {error: {code: codes[status], message}}
    : {error: 'temporarily_unavailable', error_description: `AADSTS90033: ${message}`, error_codes: [90_033]}
  response.writeHead(status, {'content-type': 'application/json', ...(status === 429 && {'retry-after': '1'})}).end(JSON.stringify(body))
}
