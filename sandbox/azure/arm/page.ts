import {ArmError} from './arm-error.ts'
import type {ArmRequest} from './route.ts'

/** The largest number of items in one answer. */
const pageSize = 200

/**
 * The page of a list that a request asks for. `nextLink` is the address of the next page, with a `$skiptoken` that only the server
 * understands. https://learn.microsoft.com/en-us/rest/api/azure/#async-operations-throttling-and-paging
 */
export function pageOf<T>(
  {path, query, endpoint}: ArmRequest,
  all: readonly T[],
): {readonly items: readonly T[]; readonly nextLink?: string} {
  const token = query.get('$skiptoken')
  const start = token === null ? 0 : Number(Buffer.from(token, 'base64url').toString())
  if (!Number.isSafeInteger(start) || start < 0) throw new ArmError(400, 'InvalidSkipToken', `The skip token '${token}' is invalid.`)
  const end = start + pageSize
  if (end >= all.length) return {items: all.slice(start)}
  const next = new URLSearchParams({
    'api-version': query.get('api-version') ?? '',
    $skiptoken: Buffer.from(String(end)).toString('base64url'),
  })
  return {items: all.slice(start, end), nextLink: `${endpoint}${path}?${next.toString()}`}
}
