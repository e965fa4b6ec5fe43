import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import {randomBytes} from 'node:crypto'
import {json} from 'node:stream/consumers'
import type {Fault, Faults} from './faults.ts'

export interface Control {
  /**
   * Base address; the path holds a random token. Below it: `PUT /faults` (a JSON list of faults), `GET /requests`, `DELETE /requests`.
   */
  readonly url: string
  readonly close: () => Promise<void>
}

/** Lets other processes, such as a test of a pipeline, set faults and read the requests: `curl -X PUT "$VKCTL_SANDBOX/faults" -d '[…]'`. */
export async function startControl(faults: Faults): Promise<Control> {
  const base = `/sandbox/${randomBytes(16).toString('hex')}`
  const server = createServer((request, response) => {
    const answer = (status: number, body?: unknown): void => {
      response.writeHead(status, {'content-type': 'application/json'})
      response.end(body === undefined ? undefined : JSON.stringify(body))
    }
    switch (`${request.method} ${request.url}`) {
      case `PUT ${base}/faults`:
        return void json(request)
          .then(wanted => faults.set(wanted as readonly Fault[]))
          .then(
            () => answer(204),
            (error: unknown) => answer(400, {message: String(error)}),
          )
      case `GET ${base}/requests`:
        return answer(200, faults.requests)
      case `DELETE ${base}/requests`:
        faults.forgetRequests()
        return answer(204)
      default:
        return answer(404, {message: 'There is no such address.'})
    }
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
