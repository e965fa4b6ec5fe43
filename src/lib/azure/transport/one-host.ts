import type {HttpClient} from '@azure/core-rest-pipeline'
import {UserError} from '../../errors.ts'

/**
 * A client that sends requests, and so the token in them, to the host of `endpoint` only. Answers lead elsewhere by `nextLink`, `Location`,
 * `Azure-AsyncOperation` and redirects; the SDK follows them all. Rejects with UserError in place of a request to another host.
 */
export function onlyToHostOf(endpoint: string, client: HttpClient): HttpClient {
  const {host} = new URL(endpoint)
  return {
    async sendRequest(request) {
      const {host: other, protocol} = new URL(request.url)
      if (other === host && protocol === 'https:') return client.sendRequest(request)
      throw new UserError(`An answer of ${host} leads to ${protocol}//${other}. vkctl does not send the token there.`, {
        hints: ['This is not what Azure documents. A proxy between here and Azure may have answered.'],
      })
    },
  }
}
