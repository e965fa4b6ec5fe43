import type {IncomingMessage} from 'node:http'
import type {Context} from '../context.ts'
import type {Answer} from '../http/answer.ts'
import {hashOf, withEtag} from '../http/etag.ts'
import {groupVersion} from '../resources/resource.ts'
import {documentPath, openApiDocument} from './document.ts'
import {openApiV2} from './openapi-v2.ts'

/** Serves the OpenAPI documents. They are written when somebody asks for the first one. */
export class OpenApi {
  readonly #context: Context
  readonly #version: string
  #documents: ReadonlyMap<string, string> | undefined

  constructor(context: Context, version: string) {
    this.#context = context
    this.#version = version
  }

  /** Undefined for a path that is none of OpenAPI. */
  answer(request: IncomingMessage, path: string): Answer | undefined {
    if (path === '/openapi/v2') {
      const accepts = request.headers.accept ?? ''
      const type = accepts.includes('v1.0+protobuf') ? 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf' : 'application/json'
      if (type !== 'application/json') return withEtag(request, openApiV2(this.#context.resources, this.#version), type)
      return withEtag(
        request,
        JSON.stringify({swagger: '2.0', info: {title: 'Kubernetes', version: this.#version}, paths: {}, definitions: {}}),
        type,
      )
    }
    if (path === '/openapi/v3') {
      const paths = Object.fromEntries(
        [...this.#all()].map(([name, text]) => [name, {serverRelativeURL: `/openapi/v3/${name}?hash=${hashOf(text)}`}]),
      )
      return withEtag(request, JSON.stringify({paths}), 'application/json')
    }
    if (!path.startsWith('/openapi/v3/')) return undefined
    const text = this.#all().get(path.slice('/openapi/v3/'.length))
    return text === undefined ? undefined : withEtag(request, text, 'application/json')
  }

  #all(): ReadonlyMap<string, string> {
    this.#documents ??= new Map(
      [...new Set(this.#context.resources.map(groupVersion))].map(gv => [
        documentPath(gv),
        JSON.stringify(openApiDocument(this.#context, gv, this.#version)),
      ]),
    )
    return this.#documents
  }
}
