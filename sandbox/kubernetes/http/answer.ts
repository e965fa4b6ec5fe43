import type {ServerResponse} from 'node:http'
import type {Fields} from '../object.ts'

/** The answer to a request. A handler that writes the response itself returns `undefined` instead. */
export interface Answer {
  readonly code: number
  readonly body: Fields | Buffer | string
  readonly type?: string
  readonly headers?: Readonly<Record<string, string>>
}

export function send(response: ServerResponse, answer: Answer, warnings: readonly string[] = []): void {
  const body = typeof answer.body === 'string' || Buffer.isBuffer(answer.body) ? answer.body : `${JSON.stringify(answer.body)}\n`
  const headers: Record<string, string | string[]> = {
    'content-type': answer.type ?? 'application/json',
    'cache-control': 'no-cache, private',
    'content-length': String(Buffer.byteLength(body)),
    ...answer.headers,
  }
  if (warnings.length > 0) headers.warning = [...new Set(warnings)].map(text => `299 - ${JSON.stringify(text)}`)
  response.writeHead(answer.code, headers)
  response.end(body)
}
