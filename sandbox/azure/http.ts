import type {IncomingMessage, RequestListener, ServerResponse} from 'node:http'

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

export function sendJson(response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    ...headers,
  })
  response.end(body === undefined ? undefined : JSON.stringify(body))
}

/**
 * Makes a request listener from an async function. An error is a bug of the stand-in, or the client has closed the connection: 500 or a cut
 * connection.
 */
export function listener(serve: (request: IncomingMessage, response: ServerResponse) => Promise<void>): RequestListener {
  return (request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy()
      else sendJson(response, 500, {error: {code: 'InternalServerError', message: String(error)}})
    })
  }
}

/** The URL of a request. Clients of ARM can write two slashes before a scope (`//subscriptions/…`); ARM treats them as one. */
export function requestUrl(request: IncomingMessage): URL {
  return new URL(`http://sandbox${(request.url ?? '/').replace(/^\/+/, '/')}`)
}
