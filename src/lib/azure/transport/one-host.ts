import type {HttpClient} from '@azure/core-rest-pipeline'
import {UserError} from '../../errors.ts'

/**
 * A client that sends requests, and so the token in them, only to the host of `endpoint`. An answer can point elsewhere with `nextLink`,
 * `Location`, `Azure-AsyncOperation` and redirects, and the SDK would follow. Rejects with UserError instead of sending a request to
 * another host.
 */
export function onlyToHostOf(endpoint: string, client: HttpClient): HttpClient {
  const {host} = new URL(endpoint)
  return {
    async sendRequest(request) {
      const {host: other, protocol} = new URL(request.url)
      if (other === host && protocol === 'https:') return client.sendRequest(request)
      throw new UserError(`An answer from ${host} points to ${protocol}//${other}. vkctl does not send the token there.`, {
        hints: ['Azure does not do this. A proxy between this machine and Azure may have sent this answer.'],
      })
    },
  }
}
