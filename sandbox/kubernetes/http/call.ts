import type {ServerResponse} from 'node:http'
import type {Verb} from '../resources/resource.ts'

/** An HTTP request and its response. */
export interface Call {
  readonly verb: Verb
  readonly bytes: Buffer
  readonly contentType: string
  readonly accept: string | undefined
  readonly response: ServerResponse
}
