import type {FailedRequest} from '../errors.ts'

/** A request that failed, as errors show it. */
export function failedRequest(
  {method, url}: {readonly method: string; readonly url: string},
  status: number | null = null,
  requestId: string | null = null,
): FailedRequest {
  const {host, pathname} = new URL(url)
  return {method, server: host, resource: pathname, status, requestId}
}
