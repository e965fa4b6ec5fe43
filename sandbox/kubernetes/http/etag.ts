import {createHash} from 'node:crypto'
import type {IncomingMessage} from 'node:http'
import type {Answer} from './answer.ts'

export function hashOf(body: string | Buffer): string {
  return createHash('sha512').update(body).digest('hex').toUpperCase()
}

/** The body with an ETag, or 304 when the client has it already. */
export function withEtag(request: IncomingMessage, body: string | Buffer, type: string): Answer {
  const etag = `"${hashOf(body)}"`
  const headers = {etag, vary: 'Accept', 'cache-control': 'public'}
  if (request.headers['if-none-match'] === etag) return {code: 304, body: '', type, headers}
  return {code: 200, body, type, headers}
}
