import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {randomBytes} from 'node:crypto'
import type {World} from './azure/world.ts'
import {checkFaults} from './fault-rules.ts'
import type {Faults} from './faults.ts'
import {WrongInput} from './settings/kinds.ts'
import {changeWorld, readWorld} from './settings/world-settings.ts'

export interface Control {
  /**
   * Base address; the path holds a random token. Below it: `GET /faults`, `PUT /faults` (a JSON list of faults), `GET /requests`,
   * `DELETE /requests`, `GET /world`, `PATCH /world` (settings/world-settings.ts).
   */
  readonly url: string
  readonly close: () => Promise<void>
}

const mostBytes = 1024 * 1024

async function readJson(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    size += (part as Buffer).length
    if (size > mostBytes) throw new WrongInput('The body is larger than 1 MiB.')
    parts.push(part as Buffer)
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString())
  } catch (error) {
    throw new WrongInput(`The body must be JSON: ${(error as Error).message}`)
  }
}

interface Reply {
  readonly status: number
  readonly body?: unknown
}

type Handle = (request: IncomingMessage) => Reply | Promise<Reply>

/** What can be asked at the control address, by method and path. */
function handlers(faults: Faults, world: World): Readonly<Record<string, Handle>> {
  return {
    'GET /faults': () => ({status: 200, body: faults.active}),
    'PUT /faults': async request => {
      faults.set(checkFaults(await readJson(request)))
      return {status: 204}
    },
    'GET /world': () => ({status: 200, body: readWorld(world)}),
    'PATCH /world': async request => {
      changeWorld(world, await readJson(request))
      return {status: 200, body: readWorld(world)}
    },
    'GET /requests': () => ({status: 200, body: faults.requests}),
    'DELETE /requests': () => {
      faults.forgetRequests()
      return {status: 204}
    },
  }
}

async function serve(request: IncomingMessage, response: ServerResponse, handle: Handle | undefined): Promise<void> {
  const {status, body} = await reply(request, handle)
  response.writeHead(status, {'content-type': 'application/json'})
  response.end(body === undefined ? undefined : `${JSON.stringify(body)}\n`)
}

async function reply(request: IncomingMessage, handle: Handle | undefined): Promise<Reply> {
  if (handle === undefined) return {status: 404, body: {message: 'There is no such address.'}}
  try {
    return await handle(request)
  } catch (error) {
    if (!(error instanceof WrongInput)) throw error
    return {status: 400, body: {message: error.message}}
  }
}

/** Lets other processes, such as a test of a pipeline, set faults, read the requests and change the world: `curl -X PUT "$VKCTL_SANDBOX/faults" -d '[…]'`. */
export async function startControl(faults: Faults, world: World): Promise<Control> {
  const base = `/sandbox/${randomBytes(16).toString('hex')}`
  const known = new Map(Object.entries(handlers(faults, world)).map(([name, handle]) => [name.replace(' ', ` ${base}`), handle]))
  const server = createServer((request, response) => {
    // The client has closed the connection, or it is a bug.
    serve(request, response, known.get(`${request.method} ${request.url}`)).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`,
    close: async () => {
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}
